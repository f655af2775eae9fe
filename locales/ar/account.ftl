# الحساب الشخصي.

account-title = حسابك
account-who = { $name }، مسجّل الدخول باسم <code>{ $login }</code>، { $role }.
account-password = تغيير كلمة المرور
account-password-pending = جارٍ التغيير…
account-password-present = كلمة المرور الحالية
account-password-new = كلمة المرور الجديدة
account-password-hint = { $count } أحرف على الأقل. سيُسجَّل خروجك من كل مكان آخر.
account-password-again = كلمة المرور الجديدة مرة أخرى
account-password-wrong = هذه ليست كلمة مرورك.
account-password-changed = تم تغيير كلمة مرورك، وسُجّل خروجك من متصفحاتك الأخرى.
account-browsers = أين سجّلت الدخول
account-this-one = هذا المتصفح
account-last-seen = آخر ظهور
account-signed-in = تسجيل الدخول
account-sign-out-of = تسجيل الخروج: { $browser }، { $address }
account-browser-signed-out = سُجّل خروج ذلك المتصفح.
account-browser-on = { $browser } على { $system }
account-browser-other = برنامج آخر
account-address-unknown = غير معروف
account-language = اللغة
account-language-label = لغة المكتب ولوحة الإشراف
account-language-browser = كما في متصفحي
account-language-save = حفظ اللغة
account-language-chosen = تم حفظ لغتك.
