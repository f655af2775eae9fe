# الفحص: ما الخطأ وما العمل. ما يجده مكتوب بالإنجليزية.

doctor-intro = يقول ما الخطأ قبل أن يلاحظه العملاء، ولماذا يهم، وما العمل. والأمر نفسه في سطر الأوامر: <code>cobroker doctor</code>.
doctor-english = ما عُثر عليه مكتوب بالإنجليزية.
doctor-installation = هذا التثبيت
doctor-installation-what = الإعدادات وبيانات الاعتماد والرموز المميّزة والساعة وقاعدة البيانات والعناوين والخوادم الوكيلة.
doctor-looking = جارٍ الفحص…
doctor-look-installation = فحص التثبيت
doctor-page = صفحة من موقع
doctor-page-of = صفحة من { $site }
doctor-address = عنوان الصفحة
doctor-address-hint = تُجلب الصفحة دون تشغيل برامجها النصية.
doctor-address-inside = تُفحص صفحات شبكتك الداخلية من سطر الأوامر.
doctor-address-wrong = اكتب عنوان الصفحة كاملًا، مثل ⁨https://www.example.com/contact⁩.
doctor-selectors = المحدّدات المحجوبة
doctor-selectors-optional = اختياري، إن لم تكن مذكورة في الصفحة
doctor-look-page = فحص الصفحة
doctor-errors = أخطاء
doctor-warnings = تحذيرات
doctor-notes = ملاحظات
doctor-count-errors = { $count ->
    [one] خطأ واحد
    [two] خطآن
    [few] { $count } أخطاء
    [many] { $count } خطأً
   *[other] { $count } خطأ
  }
doctor-count-warnings = { $count ->
    [one] تحذير واحد
    [two] تحذيران
    [few] { $count } تحذيرات
    [many] { $count } تحذيرًا
   *[other] { $count } تحذير
  }
doctor-count-notes = { $count ->
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
   *[other] { $count } ملاحظة
  }
doctor-count-passed = { $count } سليم
doctor-count-unchecked = { $count } لم يُفحص
doctor-nothing-wrong = لا خطأ
doctor-why = لماذا يهم
doctor-name = الاسم
doctor-paste = للنسخ: { $title }
doctor-copy = نسخ
doctor-fields = حقول الصفحة
doctor-fields-caption = حقول الصفحة، وهل يراها موظفو الدعم
doctor-field = الحقل
doctor-label = التسمية
doctor-may-hold = قد يحوي
doctor-agents = موظفو الدعم
doctor-always-masked = محجوب دائمًا
doctor-masked-by-settings = محجوب بإعدادات الموقع
doctor-visible = مرئي لموظفي الدعم
doctor-in-order = سليم
doctor-not-looked-at = لم يُفحص
doctor-nothing-yet = لم يُفحص شيء بعد.
