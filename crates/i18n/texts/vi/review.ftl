# Review, consent and handing over.
review-title = Xem lại trước khi nộp
review-lead = Đọc lại cho bà con nghe. Bấm “Sửa” nếu có chỗ chưa đúng.
review-missing-title = Còn { $count } câu chưa xong
review-complete = Tờ khai đã đủ.
review-conflicts = Có { $count } câu có câu trả lời khác nhau. Nên hỏi lại và chọn trước khi nộp.
review-edit = Sửa
review-empty = Chưa trả lời
review-papers = Giấy tờ
review-hand-over = Nộp cho xã
review-handing-over = Đang nộp…
review-blocked = Chưa nộp được, vì:
review-blocked-missing = còn { $count } câu chưa xong
review-blocked-consent = bà con chưa đồng ý cho xã nhận hồ sơ này
review-blocked-unsaved = còn câu trả lời chưa lưu được trên máy
review-before = Xã chỉ nhận được hồ sơ sau khi bạn bấm nút này và máy có mạng.
handed-title = Đã nộp, đang chờ gửi
handed-title-sent = Đã gửi tới xã
handed-title-accepted = Xã đã tiếp nhận
handed-local-code = Mã tạm trên máy
handed-local-code-hint = Mã này chỉ để tìm hồ sơ trên máy. Số hồ sơ chính thức do xã cấp.
handed-next = Việc tiếp theo
handed-next-waiting = Chưa cần làm gì thêm. Khi máy có mạng, hồ sơ tự gửi đi. Giữ ứng dụng mở hoặc bấm “Đồng bộ ngay” khi có sóng.
handed-next-sent = Xã đã có hồ sơ. Cán bộ sẽ xem và cấp số; số và ngày hẹn sẽ hiện ở đây.
handed-next-accepted = Báo cho bà con số hồ sơ và ngày hẹn. Đến ngày hẹn, bà con mang theo giấy tờ tùy thân và các giấy cần xuất trình.
handed-draft = Hồ sơ này chưa nộp.
handed-keep-papers = Bà con giữ giấy tờ gốc ở nhà cho đến khi mang tới xã.

# The slip that the villager takes along.
slip-open = Phiếu cho bà con
slip-title = Phiếu ghi việc đã làm
slip-qr = Mã QR của { $code }
slip-subject = Hồ sơ của
slip-number = Số hồ sơ
slip-handed-over = Lập xong lúc
slip-due = Ngày hẹn trả kết quả
slip-bring = Khi ra xã, bà con nhớ mang thêm { $count } giấy chưa có ở trên.
slip-helper = Người giúp
slip-helper-who = { $member }, { $team }, { $commune }
slip-ask = Muốn hỏi về hồ sơ này
slip-ask-how = Hỏi người đã giúp, hoặc ra Trung tâm Phục vụ hành chính công của xã và đọc mã { $code } (hoặc đưa phiếu này cho cán bộ quét).
slip-not-a-receipt = Phiếu này chỉ để nhớ, không thay giấy tiếp nhận và hẹn trả kết quả của xã. Không đưa mã OTP hay mật khẩu cho bất kỳ ai.
slip-scan = Quét mã bằng điện thoại nào có mạng để xem hồ sơ làm tới đâu, sau khi hồ sơ đã tới xã. Ai có phiếu đều xem được: xin giữ phiếu cẩn thận.
slip-print = In phiếu

# The official blank with the answers in it.
blank-title = Tờ khai để in
blank-hint = Đây là tờ khai theo mẫu, đã điền sẵn. In ra rồi bà con ký tên. Không có tệp nào được lưu lại.
blank-show = Xem tờ khai đã điền
blank-print = In tờ khai
blank-page = Tờ khai, trang { $page } trên { $pages }
