# كلمات كل الصفحات.
#
# مسرد لكل ملفات هذه اللغة:
#   Support PIN, PIN   رمز الدعم، الرمز
#   session            جلسة
#   customer           العميل
#   agent              موظف الدعم
#   supervisor         المشرف
#   admin              المسؤول
#   desk               المكتب
#   page               الصفحة

common-skip = الانتقال إلى المحتوى

nav-main = الرئيسية
nav-menu = القائمة
nav-console = لوحة الإشراف
nav-home = البداية
nav-live = الجارية
nav-history = السجل
nav-figures = الأرقام
nav-audit = التدقيق
nav-subjects = بيانات العملاء
nav-keys = مفاتيح API
nav-webhooks = الخطّافات
nav-settings = الإعدادات
nav-account = الحساب
nav-manage = الإدارة
nav-desk = المكتب
nav-sessions = الجلسات
nav-zoom = Zoom
nav-sites = المواقع
nav-people = الأشخاص
nav-doctor = الفحص
nav-api = API
nav-sign-in = تسجيل الدخول
nav-sign-out = تسجيل الخروج

role-agent = موظف دعم
role-supervisor = مشرف
role-admin = مسؤول

footer-promise = يشارك cobroker صفحة واحدة في كل مرة، وفقط ما دام العميل يريد ذلك.
footer-demo-doors = مداخل العرض التجريبي

copy-done = تم النسخ
copy-by-hand = انسخ يدويًا

time-just-now = الآن
time-in-a-moment = بعد لحظات
