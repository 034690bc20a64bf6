# What the villager agrees to. Whoever changes a sentence below sets a new version: it is recorded with the consent.
consent-help-with-dossier-version = 2026-11-22
consent-title = Bà con đồng ý
consent-help-with-dossier = Tôi đồng ý cho tình nguyện viên ghi thông tin này giúp tôi và gửi cho xã, chỉ để giải quyết thủ tục này.
consent-voluntary = Đồng ý là tự nguyện. Có thể bỏ dấu đồng ý bất cứ lúc nào trước khi nộp. Hãy đọc to câu này cho bà con nghe và để bà con quyết định.
consent-given-at = Đã đồng ý lúc { $when }
