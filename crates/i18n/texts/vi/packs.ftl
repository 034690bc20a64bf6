pack-wrong-signature = Danh mục thủ tục nhận được không có chữ ký của máy chủ xã. Máy không dùng.
pack-catalogue-unreadable = Danh mục thủ tục nhận được không đọc được. Máy không dùng.
pack-other-commune = Danh mục thủ tục nhận được là của xã khác. Máy không dùng.
pack-older-catalogue = Danh mục thủ tục nhận được cũ hơn danh mục đang có. Máy không dùng.
pack-file-damaged = Thủ tục { $code }, bản { $version }: tệp { $file } bị hỏng trên đường về. Máy không dùng bản này.
pack-not-usable = Thủ tục { $code }, bản { $version }: ứng dụng này chưa dùng được bản này.
pack-refused-todo = Cứ làm tiếp với bản đang có trên máy. Hãy cập nhật ứng dụng; nếu vẫn thấy dòng này, báo cho cán bộ xã.
