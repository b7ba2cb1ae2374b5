from PIL import features

for codec, name in {"jpg": "JPEG", "zlib": "PNG", "webp": "WebP"}.items():
    print(name, "yes" if features.check(codec) else "no")
