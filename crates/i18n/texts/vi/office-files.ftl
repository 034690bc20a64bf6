# Dossiers that belong together.
file-title = Bộ hồ sơ liên thông
file-lead = Hồ sơ này đi cùng:
file-hidden = và { $count } hồ sơ do người khác giải quyết
file-due = Ngày hẹn muộn nhất trong bộ: { $when }
file-due-hint = Luật đã đọc không đặt ngày chung cho cả bộ; mỗi hồ sơ vẫn theo ngày hẹn của mình.
file-accept = Tiếp nhận cả bộ
file-hand = Chuyển cả bộ
file-hand-to = Chuyển cả bộ cho
file-unlink = Tách hồ sơ này ra khỏi bộ
file-may = Có thể liên thông với
file-may-lead = Cùng hộ, cùng người, hoặc cùng tình nguyện viên nộp trong một ngày. Xem kỹ rồi chọn.
file-link = Liên thông
file-link-with = Liên thông với { $who }
file-done = xong
