module activation.example/gate

go 1.19
