# The page of settings: saving data and battery, and checking what is stored.
settings-more = Cài đặt khác và kiểm tra dữ liệu
settings-page-title = Cài đặt
saving-title = Tiết kiệm dữ liệu và pin
saving-switch = Tiết kiệm dữ liệu và pin
saving-explained = Khi bật, máy tự đồng bộ thưa hơn và chỉ tải bộ thủ tục mới khi bấm “Đồng bộ ngay”. Hồ sơ vẫn được lưu trên máy như thường. Khi pin yếu, máy tự làm như vậy.
check-title = Kiểm tra dữ liệu
check-explained = Máy xem lại từng hồ sơ đã lưu xem có đọc được và có khớp với danh sách không. Chỗ nào sửa được thì máy sửa. Không có gì bị xóa.
check-start = Kiểm tra dữ liệu
check-running = Đã xem { $done } trên { $total } hồ sơ và hộ…
check-sound = Đã xem { $count } hồ sơ và hộ: dữ liệu tốt.
check-done = Đã xem { $count } hồ sơ và hộ.
check-repaired = Đã sửa { $count } dòng trong danh sách cho đúng với hồ sơ.
check-queued = { $count } hồ sơ sẽ được gửi lại cho chắc.
check-damaged = { $count } hồ sơ không đọc được. Phần đã lưu vẫn được giữ nguyên. Ở lần đồng bộ tới, máy sẽ xin xã bản của những hồ sơ này:
check-damaged-unnamed = Hồ sơ hoặc hộ không rõ tên
check-file-damaged = Tệp dữ liệu trên máy này có chỗ hỏng. Hãy bấm “Đồng bộ ngay” để gửi hết những gì còn đọc được, rồi báo cho cán bộ xã.
