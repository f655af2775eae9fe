# الخطأ في ما كُتب، وما يظهر بجانب الحقول.

field-name-missing = أدخل اسمًا.
field-name-too-long = استخدم 80 حرفًا على الأكثر.
field-name-odd = لا تستخدم أحرف التحكم أو الأحرف غير المرئية.
field-login-invalid = استخدم من حرفين إلى 64 من الحروف أو الأرقام أو النقاط أو الشرطات أو الشرطات السفلية أو @.
field-login-taken = اسم المستخدم هذا مستخدم بالفعل.
field-password-hint = { $count } أحرف على الأقل. تذكُّر عدة كلمات أسهل من تذكُّر الرموز.
field-password-too-short = استخدم 8 أحرف على الأقل؛ والأفضل 15 أو أكثر.
field-password-too-long = استخدم 128 حرفًا على الأكثر.
field-password-common = كلمة المرور هذه من أول ما قد يجربه أي شخص. اختر غيرها.
field-passwords-differ = كلمتا المرور غير متطابقتين.

reveal-show = إظهار
reveal-hide = إخفاء
reveal-show-label = إظهار: { $name }
reveal-hide-label = إخفاء: { $name }
