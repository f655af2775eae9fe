# تسجيل الدخول وإنشاء أول مسؤول.

sign-in-title = تسجيل الدخول
sign-in-submit = تسجيل الدخول
sign-in-pending = جارٍ تسجيل الدخول…
sign-in-login = اسم المستخدم
sign-in-password = كلمة المرور
sign-in-forgotten = ليست لديك كلمة مرور أو نسيتها؟ يمكن لأحد المسؤولين إنشاء كلمة جديدة لك من <em>الأشخاص</em>.
sign-in-wrong = اسم المستخدم وكلمة المرور غير متطابقين. حاول مرة أخرى.

setup-title = إنشاء أول مسؤول
setup-intro = يعمل هذا الرابط مرة واحدة. بعد ذلك يمكن للمسؤول إضافة الآخرين جميعًا.
setup-pending = جارٍ الإنشاء…
setup-submit = إنشاء المسؤول
setup-name = اسمك
setup-name-hint = يراه العملاء عندما تطلب رؤية صفحتهم.
setup-password-again = كلمة المرور نفسها مرة أخرى
