# Joining a commune with a one-time code.
enrol-title = Kết nối với xã
enrol-lead = Xã đưa cho bạn một tờ giấy có địa chỉ máy chủ và mã dùng một lần. Nhập hai dòng đó vào đây.
enrol-server = Địa chỉ máy chủ của xã
enrol-server-hint = Ví dụ: https://mot-cua.xa-mau.example
enrol-code = Mã dùng một lần
enrol-code-hint = Ví dụ: K7QX-2MVD-9TRA. Viết hoa hay viết thường đều được.
enrol-submit = Kết nối
enrol-submitting = Đang hỏi máy chủ của xã…
enrol-later = Để sau
enrol-later-hint = Chưa có mã cũng làm được hồ sơ. Hồ sơ nằm trên máy này và gửi đi sau khi kết nối.
enrol-done-title = Đã kết nối
enrol-done = Máy này thuộc { $team }, { $commune }. Xin chào { $member }.
enrol-fields-missing = Hãy nhập cả địa chỉ và mã.
