# How a villager rates the work: on the public page, and on the volunteer's phone. Whoever changes a question sets a new
# version and writes the old wording down in docs/public-page.md: the version is kept with each rating.
rating-version = 2026-11-27
rating-title = Bà con đánh giá
rating-lead = Năm câu, không ghi tên. Cán bộ chỉ thấy số tổng của nhiều người.
rating-ease = Tìm thấy điều mình cần có dễ không?
rating-guidance = Hướng dẫn có rõ ràng không?
rating-attitude = Thái độ phục vụ thế nào?
rating-time = Thời gian giải quyết thế nào?
rating-result = Nói chung, bà con hài lòng với kết quả không?
rating-mark-1 = 1 – Rất kém
rating-mark-2 = 2 – Kém
rating-mark-3 = 3 – Tạm được
rating-mark-4 = 4 – Tốt
rating-mark-5 = 5 – Rất tốt
rating-words = Lời góp ý (không bắt buộc)
rating-words-hint = Nhiều nhất 500 chữ cái. Xin đừng ghi tên hay số giấy tờ.
rating-send = Gửi đánh giá
rating-not-whole = Chưa gửi được: xin chọn một mức cho cả năm câu, góp ý không quá 500 chữ cái.
rating-thanks = Cảm ơn bà con. Đánh giá của hồ sơ này đã được ghi.
rating-hand-phone = Đưa máy cho bà con tự chấm. Năm câu, không ghi tên. Gửi xong là khóa kín: không ai trên máy này đọc hay sửa được.
rating-waiting = Bà con đã đánh giá. Đang chờ gửi cho xã.
rating-sent = Bà con đã đánh giá. Đã gửi cho xã.
