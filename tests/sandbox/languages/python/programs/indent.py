def app():
    x = 1
      y = 2
