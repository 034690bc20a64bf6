# Photos of papers at the desk.
photos-title = Ảnh giấy tờ
photos-none = Hồ sơ này không có ảnh giấy tờ.
photos-open = Xem { $count } ảnh
photos-still-coming = { $count } ảnh còn trên đường tới
photos-place = Ảnh { $number } trên { $total }
photos-tools = Xem ảnh
photos-earlier = Ảnh trước
photos-later = Ảnh sau
photos-larger = Phóng to
photos-smaller = Thu nhỏ
photos-keys = Phím tắt: mũi tên trái, phải để đổi ảnh; + và - để phóng to, thu nhỏ; L và R để xoay.
photos-alt = { $paper }, ảnh { $number }
photos-on-its-way = Ảnh này còn trên đường: máy của tình nguyện viên chưa gửi xong. Ảnh sẽ hiện khi đã tới đủ và đúng.
