# ما الذي حدث، حسب اسم المشكلة.

problem-invalid-request = تحقّق مما أُدخل
problem-invalid-request-text = في هذا الطلب شيء ناقص أو غير صحيح. صحّحه وحاول مرة أخرى.
problem-invalid-request-cure = شيء مما أُرسل ناقص أو غير صحيح. ارجع وتحقّق من الحقول ثم أرسل مرة أخرى.
problem-pin-malformed = هذا ليس رمز دعم
problem-pin-malformed-text = يتكوّن رمز الدعم من حرف واحد إلى 10 حروف أو أرقام. اطلب من العميل قراءته مرة أخرى.
problem-pin-not-accepted = هذا الرمز غير نشط
problem-pin-not-accepted-text = اطلب من العميل قراءته مرة أخرى، أو بدء رمز جديد.
problem-identity-not-accepted = هذه الهوية غير مقبولة
problem-identity-not-accepted-text = لم يمكن تأكيد ما يقوله الموقع عن عميله.
problem-not-signed-in = سجّل الدخول أولًا
problem-not-signed-in-text = لم تسجّل الدخول، أو انتهى تسجيلك. سجّل الدخول وحاول مرة أخرى.
problem-not-signed-in-cure = لم تسجّل الدخول، أو انتهى تسجيلك: بعد مدة دون استخدام يُسجَّل خروج الجميع. سجّل الدخول وستعود إلى حيث كنت.
problem-token-invalid = هذا الرمز المميّز غير صالح
problem-token-invalid-text = الرمز المميّز غير معروف أو منتهٍ أو مخصّص لشيء آخر.
problem-signature-invalid = هذا التوقيع غير صالح
problem-signature-invalid-text = التوقيع أو وقته غير صحيح. قارن السر لدى الطرفين وكلتا الساعتين.
problem-forbidden = لا يمكنك فعل هذا
problem-forbidden-text = لا يسمح دورك بذلك، أو أن الطلب لم يأتِ من صفحاتنا. افتح الصفحة من جديد، أو اسأل أحد المسؤولين.
problem-forbidden-cure = لا يسمح دورك بذلك، أو كانت الصفحة قديمة. افتح الصفحة من جديد؛ فإن لم ينفع ذلك فاطلب الدور اللازم من أحد المسؤولين.
problem-scope-missing = هذا المفتاح لا يمكنه فعل هذا
problem-scope-missing-text = ينقص مفتاح API النطاق اللازم. أنشئ مفتاحًا يملكه.
problem-origin-not-allowed = هذا الموقع لا يمكنه فعل هذا
problem-origin-not-allowed-text = لا تُقبل الطلبات من هذا الموقع. أصله ليس ضمن المسموح به.
problem-not-found = لا يوجد شيء هنا
problem-not-found-text = لم يُعثر على شيء في هذا العنوان.
problem-not-found-cure = ربما كُتب العنوان خطأً، أو لم يعد موجودًا ما كان فيه، أو ليس لك أن تراه. تحقّق من العنوان أو ابدأ من صفحة البداية.
problem-method-not-allowed = هذا العنوان لا يقبل هذه الطريقة
problem-method-not-allowed-text = افتح الصفحة من جديد واستخدم أزرارها.
problem-request-timeout = استغرق وصول الطلب وقتًا طويلًا
problem-request-timeout-text = تحقّق من اتصالك وحاول مرة أخرى.
problem-session-full = هذه الجلسة مكتملة
problem-session-full-text = جميع مقاعد هذه الجلسة الخمسة مشغولة.
problem-duplicate-user = موظف الدعم هذا في الجلسة بالفعل
problem-duplicate-user-text = أغلق المكتب الآخر أولًا.
problem-session-taken = سبقك شخص آخر
problem-session-taken-text = أخذ شخص آخر هذه الجلسة. خذ التالية في القائمة.
problem-changed-meanwhile = تغيّر هذا في هذه الأثناء
problem-changed-meanwhile-text = حُفظ في مكان آخر في هذه الأثناء، ولم يُحفظ شيء من تغييرك. افتح الصفحة من جديد ثم أجرِ تغييرك.
problem-session-over = انتهت هذه الجلسة
problem-session-over-text = لقد انتهت. اطلب من العميل بدء جلسة جديدة.
problem-invite-closed = لم تعد هذه الدعوة مفتوحة
problem-invite-closed-text = تمت الإجابة عن هذه الدعوة أو سُحبت أو انتهت مدتها.
problem-already-inside = أنت في الجلسة بالفعل
problem-already-inside-text = أنت في هذه الجلسة بالفعل.
problem-already-invited = سُئل هذا الشخص بالفعل
problem-already-invited-text = لدى هذا الشخص دعوة مفتوحة إلى هذه الجلسة. انتظر الرد.
problem-not-shared-yet = لا يوجد ما يُشاهد بعد
problem-not-shared-yet-text = صفحة العميل غير متصلة بعد. حاول مرة أخرى بعد لحظة.
problem-watchers-full = هناك مشرفان يشاهدان بالفعل
problem-watchers-full-text = هناك مشرفان يشاهدان بالفعل.
problem-customer-declined = رفض العميل
problem-customer-declined-text = رفض العميل، ولن يُسأل مرة أخرى.
problem-not-in-zoom-mode = مكتب Zoom لا يستطيع ذلك
problem-not-in-zoom-mode-text = من يفتح مكتب Zoom يستطيع الرسم وطلب التحكم، فلا يمكن لأحد أن يكتفي بالمشاهدة هناك.
problem-too-large = هذا الطلب كبير جدًا
problem-too-large-text = أرسل أقل في المرة الواحدة.
problem-uri-too-long = هذا العنوان طويل جدًا
problem-uri-too-long-text = استخدم كلمات بحث أقل أو أقصر.
problem-unsupported-media-type = أرسل هذا بصيغة JSON
problem-unsupported-media-type-text = يقبل هذا العنوان JSON فقط.
problem-too-many-attempts = محاولات كثيرة جدًا
problem-too-many-attempts-text = حاول مرة أخرى بعد { $wait }.
problem-too-many-attempts-cure = كانت هناك محاولات كثيرة في وقت قصير. انتظر بضع دقائق قبل المحاولة مرة أخرى؛ فالمحاولات حتى ذلك الحين لا تُحتسب.
problem-internal = حدث خطأ هنا
problem-internal-text = لم يكن الخطأ منك. يساعد رقم الطلب على معرفة السبب.
problem-internal-cure = لم يكن الخطأ منك. حاول مرة أخرى؛ فإن تكرّر فأعطِ رقم الطلب لمن يدير هذه الخدمة.
problem-unavailable = غير متاح الآن
problem-unavailable-text = لا يمكن فعل هذا الآن. حاول مرة أخرى بعد لحظات.
problem-unavailable-cure = الخدمة مشغولة أو قيد الصيانة. انتظر لحظة ثم افتح الصفحة من جديد؛ لا يضيع شيء مما حُفظ.
problem-not-set-up = هذا غير مُعدّ
problem-not-set-up-text = ينقص أحد إعدادات هذا التثبيت. اسأل أحد المسؤولين.

refusal-role = لا يسمح دورك بهذا.
refusal-for-supervisors = هذا للمشرفين والمسؤولين.
refusal-for-admins = هذا للمسؤولين.
refusal-others-sessions = قائمة جلسات الجميع للمشرفين. جلساتك أنت في مكتبك.
refusal-elsewhere = لم يأتِ هذا الطلب من صفحاتنا. افتح الصفحة من جديد وحاول مرة أخرى.
refusal-own-account = اطلب من مسؤول آخر تغيير حسابك.
refusal-role-from-provider = يأتي هذا الدور من المجموعات لدى المزوّد عند كل تسجيل دخول.
refusal-no-password = ليست لديك كلمة مرور. اطلب أولًا من أحد المسؤولين رابطًا لاختيار واحدة.
refusal-setup-link = استُخدم هذا الرابط أو صار قديمًا. أعد تشغيل cobroker للحصول على رابط جديد.
refusal-password-link = استُخدم هذا الرابط أو صار قديمًا. اطلب رابطًا جديدًا من أحد المسؤولين.
refusal-last-admin = يجب أن يبقى من يستطيع إدارة الأشخاص.

error-sign-in = تسجيل الدخول
error-to-desk = الانتقال إلى مكتبك
error-to-start = الانتقال إلى صفحة البداية
error-number = إذا طلبت الدعم، فاذكر هذا الرقم:
error-when = متى
error-cure = ما العمل
error-sorts = يأتي مع
error-about = ما معنى هذا وما العمل
error-for-programs = لمن يكتب البرامج
problem-offline = لا يوجد اتصال
problem-offline-text = لم يُجب الخادم. تحقّق من اتصالك وحاول مرة أخرى.
problem-unknown = لم ينجح ذلك
problem-server-text = لدى الخادم مشكلة. حاول مرة أخرى بعد لحظات.
problem-unknown-text = رفض الخادم هذا.

wait-seconds = { $count ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
  }
wait-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
   *[other] { $count } دقيقة
  }
