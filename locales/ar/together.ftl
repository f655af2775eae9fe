# عدة أشخاص في جلسة واحدة: الدعوات والمشاهدة.

together-invites-title = زملاؤك يطلبونك
together-asks-in = { $name } يدعوك إلى الجلسة
together-hands-over = { $name } يريد تسليمك الجلسة
together-customer = العميل: { $name }
together-customer-at = العميل: { $name }، على { $site }
together-accept = الدخول
together-take-over = استلام الجلسة
together-decline = اعتذار
together-word = كلمة إلى { $name } إن أردت
together-send-decline = اعتذار
together-keep = ليس بعد
together-until = مفتوحة حتى { $time }
together-gone-withdrawn = سحب { $name } الدعوة.
together-gone-expired = لم تعد دعوة { $name } مفتوحة.
together-customer-away = صفحة العميل غائبة. حاول مرة أخرى عندما تعود.
together-watch = مشاهدة
together-watch-of = مشاهدة جلسة { $name }
together-watch-title = هل تريد مشاهدة جلسة { $name }؟
together-watch-text = يُسأل العميل، ويراك موظفو الدعم. ترى الصفحة ولا تستطيع فعل شيء فيها، ويمكنك لاحقًا طلب المساعدة.
together-watch-ask = طلب المشاهدة
together-watch-cancel = عدم المشاهدة
together-handed-over = سلّمت الجلسة، وأُبلغ العميل بذلك.
