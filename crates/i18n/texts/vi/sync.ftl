# The bar that says what was sent and when.
sync-label = Tình trạng gửi
sync-now = Đồng bộ ngay
sync-running = Đang đồng bộ…
sync-waiting = { $count } hồ sơ chờ gửi
sync-nothing-waiting = Không có gì chờ gửi
sync-never = Chưa gặp máy chủ của xã lần nào
sync-last-met = Gặp máy chủ lần cuối { $when }
sync-received = Vừa nhận thay đổi của { $count } hồ sơ
sync-clock-off = Đồng hồ máy này lệch { $minutes } phút. Hãy chỉnh lại giờ trong cài đặt của máy.
sync-not-enrolled = Chưa kết nối với xã
sync-only-here = Hồ sơ chỉ nằm trên máy này
when-just-now = vừa xong
when-minutes-ago = { $count } phút trước
when-today = hôm nay lúc { $time }
when-yesterday = hôm qua lúc { $time }
when-date = { $date } lúc { $time }
