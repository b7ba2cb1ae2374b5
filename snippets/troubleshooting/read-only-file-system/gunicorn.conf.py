# Nobody steers this process but the engine.
control_socket_disable = True
