# تسجيل الدخول الموحّد، واختيار كلمة مرور برابط.

sign-on-with = تسجيل الدخول عبر { $label }
sign-on-or = أو بكلمة مرور
sign-on-signed-out = لقد سجّلت الخروج هنا.
sign-on-out-too = سجّل الخروج من { $label } أيضًا
sign-on-passwords-off = كلمات المرور هنا للمسؤولين فقط. استخدم تسجيل الدخول الموحّد.
sign-on-wait = محاولات كثيرة جدًا. انتظر { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
    } ثم حاول مرة أخرى.
sign-on-stale = استغرق تسجيل الدخول هذا وقتًا طويلًا أو بدأ في متصفح آخر. ابدأ من جديد.
sign-on-declined = لم يسمح { $label } بدخولك. حاول مرة أخرى أو اسأل من يديره.
sign-on-misconfigured = لم يُضبط cobroker و{ $label } للعمل معًا. يجد من يشغّل cobroker التفاصيل في سجلّه.
sign-on-unreachable = لا يستجيب { $label } الآن. حاول مرة أخرى بعد دقيقة.
sign-on-not-believed = لا يمكن الوثوق بما أرسله { $label }، لذلك لم يُسجَّل دخول أحد. حاول مرة أخرى، وإن استمر ذلك فأخبر من يشغّل cobroker.
sign-on-no-role = لست في أي مجموعة تعمل مع cobroker. اسأل من يدير مجموعاتك في { $label }.
sign-on-groups-left-out = لم يرسل { $label } كل مجموعاتك. على من يشغّل cobroker أن يختار المجموعات التي تُرسل.
sign-on-disabled = حسابك معطّل. اسأل أحد المسؤولين.
sign-on-taken = هذه الهوية في { $label } تخصّ حسابًا آخر هنا. اسأل أحد المسؤولين.
sign-on-linked-already = لحسابك تسجيل دخول موحّد بالفعل. أزله أولًا.
sign-on-last-admin = أنت آخر مسؤول ولن تبقى كذلك. يجب أن يبقى من يستطيع إدارة الأشخاص.
sign-on-too-many-attempts = محاولات كثيرة جدًا من شبكتك. انتظر دقيقة ثم حاول مرة أخرى.
sign-on-failed = حدث خطأ هنا. حاول مرة أخرى بعد دقيقة.

password-title = اختيار كلمة مرور
password-intro = لـ { $name }. تسجّل الدخول باسم المستخدم <code>{ $login }</code>. يعمل هذا الرابط مرة واحدة.
password-pending = جارٍ الحفظ…
password-submit = حفظ كلمة المرور
