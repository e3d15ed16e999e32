import asyncio
async def job(name, seconds, fails=False):
    await asyncio.sleep(seconds)
    if fails: raise ValueError(name)
    print('done', name)
    return name
async def producer(queue):
    for n in range(3):
        await queue.put(n)
        await asyncio.sleep(0)
    await queue.put(None)
async def main():
    print(await asyncio.gather(job('slow', 0.03), job('fast', 0.01), job('bad', 0.02, True), return_exceptions=True))
    try:
        await asyncio.wait_for(job('late', 5), 0.02)
    except asyncio.TimeoutError as error:
        print('timeout', type(error).__name__)
    queue = asyncio.Queue(1)
    task = asyncio.create_task(producer(queue))
    while (item := await queue.get()) is not None: print('item', item)
    await task
    lock = asyncio.Lock()
    async with lock: print(lock.locked())
    async def ticks():
        for n in range(3): yield n
    print([n async for n in ticks()])
    async with asyncio.TaskGroup() as group:
        a = group.create_task(job('in group', 0.01))
    print(a.result())
    cancelled = asyncio.create_task(job('never', 9))
    await asyncio.sleep(0)
    cancelled.cancel()
    try: await cancelled
    except asyncio.CancelledError: print('cancelled')
    return 'main'
print(asyncio.run(main()))
print(asyncio.run(asyncio.sleep(0, 'again')))
asyncio.run(job('uncaught', 0, True))
