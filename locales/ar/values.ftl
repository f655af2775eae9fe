# حالات الجلسات وأسبابها وأحداثها.

state-starting = قيد البدء
state-waiting = بالانتظار
state-active = نشطة
state-recovering = قيد الاستعادة
state-ended = منتهية

end-reason-customer-ended = أنهاها العميل
end-reason-agent-ended = أنهاها موظف دعم
end-reason-revoked = أنهاها مشرف
end-reason-too-long = بلغت أطول مدة مسموح بها
end-reason-customer-lost = لم تعد صفحة العميل
end-reason-no-agent = لم يأتِ موظف دعم في الوقت المناسب
end-reason-no-customer = لم يأتِ عميل في الوقت المناسب
end-reason-never-started = لم يشارك العميل الصفحة قط

ended-customer-ended = أنهى العميل الجلسة.
ended-agent-ended = أنهى موظف دعم الجلسة.
ended-revoked = أنهى مشرف الجلسة.
ended-too-long = بلغت الجلسة أطول مدة مسموح بها.
ended-customer-lost = لم تعد صفحة العميل في الوقت المناسب، فانتهت الجلسة.
ended-no-agent = انتهت الجلسة لأنه لم يأتِ موظف دعم في الوقت المناسب.
ended-no-customer = انتهت الجلسة لأنه لم يأتِ عميل في الوقت المناسب.
ended-never-started = انتهت الجلسة لأن العميل لم يشارك الصفحة قط.
ended-somehow = انتهت الجلسة.

actor-customer = العميل
actor-agent = موظف دعم
actor-supervisor = مشرف
actor-admin = مسؤول
actor-engine = المحرّك
actor-system = cobroker

timeline-session-created = طلب المساعدة: { $actor }؛ أُنشئت الجلسة
timeline-session-expected = فتح الجلسة وانتظر العميل: { $actor }
timeline-customer-arrived = وصل العميل
timeline-pin-reported = عرضت صفحة العميل رمز الدعم
timeline-pin-contested = طالبت جلسة أخرى جارية بالرمز نفسه، فلا يُدخل الرمز أحدًا
timeline-pin-refused = أُبلغ عن رمز ليس هو الصادر، فرُفض
timeline-agent-admitted = أدخل الرمز الصحيح وسُمح له بالدخول: { $actor }
timeline-consent-asked = سُئل العميل هل يُسمح لـ { $actor } برؤية الصفحة
timeline-consent-given = وافق العميل
timeline-consent-denied = رفض العميل
timeline-agent-joined = رأى الصفحة: { $actor }
timeline-agent-left = غادر: { $actor }
timeline-desk-reopened = أعاد فتح المكتب: { $actor }
timeline-customer-lost = انقطعت صفحة العميل
timeline-customer-back = عادت صفحة العميل
timeline-customer-transferred = تابع العميل في علامة تبويب أخرى
timeline-assist-asked = سُئل العميل هل يُسمح لـ { $actor } بتمرير الصفحة
timeline-assist-allowed = سمح العميل بالتمرير
timeline-assist-denied = لم يسمح العميل بالتمرير
timeline-assist-started = أمكن لـ { $actor } تمرير الصفحة من هنا فصاعدًا
timeline-assist-stopped = أوقف التمرير: { $actor }
timeline-assist-ended = انتهى تمرير موظف الدعم لأن إحدى الصفحات انقطعت
timeline-click-proposed = اقترح نقرة على العميل: { $actor }
timeline-value-proposed = اقترح ما يُكتب في أحد الحقول: { $actor }
timeline-proposal-accepted = ضغط العميل «نعم»، ونُفّذ الاقتراح
timeline-proposal-declined = رفض العميل الاقتراح
timeline-proposal-impossible = لم تستطع الصفحة تنفيذ المقترح
timeline-proposal-dropped = سُحب الاقتراح، أو انقطعت إحدى الصفحات قبل الرد
timeline-zoom-matched = عُثر على جلسة Zoom المقابلة
timeline-zoom-unmatched = تبيّن أنها جلسة أخرى من جلسات Zoom
timeline-zoom-drifted = اختلفت قائمة جلسات Zoom الجارية عن قائمتنا
timeline-zoom-healed = عادت قائمة جلسات Zoom الجارية متطابقة
timeline-session-ended = انتهت الجلسة ({ $actor })
