def pick(values, n):
    chosen = values[n]
    return chosen
