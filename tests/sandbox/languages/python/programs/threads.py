import threading
threading.Thread(target=print, args=('in a thread',)).start()
