from shelf import label

print(label(67_890))
