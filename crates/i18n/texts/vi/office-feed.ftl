# Khóa để chương trình bảng tính đọc số liệu.
feed-title = Số liệu cho Excel và Power BI
feed-lead = Mỗi chương trình dùng một khóa riêng. Khóa chỉ đọc được số liệu, không có tên người dân, không sửa được gì. Trong Excel chọn nguồn OData, địa chỉ máy chủ của xã thêm /odata/, đăng nhập kiểu cơ bản với tên bất kỳ và mật khẩu là khóa.
feed-name = Khóa này dùng cho việc gì
feed-make = Tạo khóa
feed-made = { $name } tạo, { $when }
feed-revoked = đã hủy, { $when }
feed-revoke = Hủy khóa
feed-told = Chép khóa này vào chương trình ngay bây giờ
feed-told-once = Khóa chỉ hiện một lần này. Mất khóa thì hủy và tạo khóa khác.
