# العارض: الصفحة المعاد عرضها داخل المكتب.

viewer-draw-layer = صفحة العميل، للرسم عليها
viewer-read-copy = نسخة من صفحة العميل للقراءة فقط
viewer-read-end = نهاية الصفحة.
viewer-read-start = بداية الصفحة.
viewer-read-other = العميل في صفحة أخرى.
viewer-read-refused = أنت تقرأ نسخة. لا يُضغط شيء ولا يُكتب على صفحة العميل.
viewer-canvas-tainted = يحتوي هذا الرسم على محتوى من موقع آخر ولا يُشارَك
viewer-canvas-too-large = هذا الرسم أكبر من أن يُشارَك
viewer-canvas-unsupported = فارغ، أو رسم لا يمكن مشاركته
viewer-frame = محتوى من موقع آخر، غير معروض
viewer-pick = أشِر إلى جزء من الصفحة. تنتقل الأسهم من جزء إلى آخر، ويختار Enter، ويوقف Escape.
viewer-you-point = أنت تشير هنا
viewer-a = رابط
viewer-button = زر
viewer-select = قائمة
viewer-field = حقل
viewer-summary = قسم
viewer-label = تسمية
viewer-img = صورة
viewer-tick-box = مربع اختيار
viewer-option = خيار
viewer-tab = علامة تبويب
viewer-part = جزء من الصفحة
viewer-read-unavailable = غير متاح
