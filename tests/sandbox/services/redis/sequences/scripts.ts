export const scripts = `
EVAL "return 1" 0
EVAL "return 'text'" 0
EVAL "return {1, 2, {3, 'x'}}" 0
EVAL "return nil" 0
EVAL "return true" 0
EVAL "return false" 0
EVAL "return 3.99" 0
EVAL "return -3.99" 0
EVAL "return {1, nil, 3}" 0
EVAL "return KEYS[1] .. ARGV[1]" 1 key arg
EVAL "return {KEYS, ARGV}" 2 k1 k2 a1
EVAL "return #ARGV" 0 a b c
EVAL "return redis.call('SET', KEYS[1], ARGV[1])" 1 a 5
EVAL "return redis.call('GET', KEYS[1])" 1 a
EVAL "return redis.call('INCRBY', KEYS[1], 10)" 1 a
EVAL "return redis.call('GET', 'none')" 0
EVAL "if redis.call('GET', 'none') == false then return 'was false' end" 0
EVAL "return redis.call('MGET', 'a', 'none')" 0
EVAL "return type(redis.call('INCR', 'a'))" 0
EVAL "return redis.call('INCR', 'a') / 2" 0
EVAL "return tostring(7 / 2)" 0
EVAL "return tostring(10 / 2)" 0
EVAL "return 'n' .. 5" 0
EVAL "return tostring(2147483647 + 1)" 0
EVAL "return 2147483648 * 2" 0
EVAL "return tostring(2^31)" 0
EVAL "return tonumber('0x10')" 0
EVAL "return tonumber(ARGV[1]) + 1" 0 41
EVAL "return math.floor(7.8)" 0
EVAL "local t = {} for i = 1, 3 do t[#t + 1] = i * 2 end return t" 0
EVAL "return string.format('%d %s %.2f', 5, 'x', 1.5)" 0
EVAL "return redis.call('SET', 'n', 1.5)" 0
GET n
EVAL "return redis.call('SET', 'n', 100000)" 0
GET n
EVAL "return redis.call('SET', 'n', 1700000000000)" 0
GET n
EVAL "return redis.call('LPUSH', 'a', 'x')" 0
EVAL "return redis.pcall('LPUSH', 'a', 'x')" 0
EVAL "local r = redis.pcall('LPUSH', 'a', 'x') return r.err" 0
EVAL "local r = redis.pcall('LPUSH', 'a', 'x') if r.err then return 'caught' end" 0
EVAL "return redis.call('FOO')" 0
EVAL "return redis.call('GET')" 0
EVAL "return redis.call()" 0
EVAL "return redis.call({})" 0
EVAL "return redis.call('BLPOP', 'a', 0)" 0
EVAL "return redis.call('MULTI')" 0
EVAL "error('boom')" 0
EVAL "\\n\\nerror('third line')" 0
EVAL "error({err = 'MY error'})" 0
EVAL "return redis.error_reply('MY error')" 0
EVAL "return redis.error_reply('alone')" 0
EVAL "return redis.status_reply('FINE')" 0
EVAL "return {ok = 'FINE'}" 0
EVAL "return {err = 'BAD thing'}" 0
EVAL "x = 1" 0
EVAL "return x" 0
EVAL "return 1 +" 0
EVAL "this is not lua" 0
EVAL "return 1" x
EVAL "return 1" 2 a
EVAL "return 1" -1
EVAL "return 1"
EVAL "return cjson.encode({1, 2, 3})" 0
EVAL "return cjson.encode({a = 1})" 0
EVAL "return cjson.encode({a = {'x', true}})" 0
EVAL "return cjson.encode('a/b')" 0
EVAL "return cjson.decode(ARGV[1]).name" 0 "{\\"name\\": \\"Ann\\"}"
EVAL "return cjson.decode(ARGV[1])[2]" 0 "[1, 2]"
EVAL "return redis.sha1hex('')" 0
EVAL "redis.call('SELECT', 1) redis.call('SET', 'other', 'x') return 1" 0
GET other
SCRIPT LOAD "return 'loaded ' .. ARGV[1]"
EVALSHA 0c9c6b5d3e3b0b2c0c1c0a1c0a1c0a1c0a1c0a1c 0
EVALSHA ffffffffffffffffffffffffffffffffffffffff 0 x
SCRIPT LOAD "return 42"
EVALSHA 1fa00e76656cc152ad327c13fe365858fd7be306 0
EVALSHA 1FA00E76656CC152AD327C13FE365858FD7BE306 0
SCRIPT EXISTS 1fa00e76656cc152ad327c13fe365858fd7be306 ffffffffffffffffffffffffffffffffffffffff
SCRIPT FLUSH
EVALSHA 1fa00e76656cc152ad327c13fe365858fd7be306 0
SCRIPT FLUSH BOGUS
SCRIPT BOGUS
SCRIPT LOAD
SCRIPT LOAD "return +"
EVAL "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return n" 1 rate 60000
EVAL "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return n" 1 rate 60000
TTL rate
EVAL "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end" 1 n 1700000000000
EVAL "return redis.call('HGETALL', 'h')" 0
EVAL "return redis.call('ZRANGE', 'zz', 0, -1, 'WITHSCORES')" 0
EVAL "redis.call('ZADD', 'zz', 1.5, 'm') return redis.call('ZSCORE', 'zz', 'm')" 0
EVAL "for i = 1, 5 do redis.call('RPUSH', 'many', i) end return redis.call('LRANGE', 'many', 0, -1)" 0
EVAL "return string.rep('ab', 3)" 0
EVAL "return table.concat({1, 2, 3}, ',')" 0
EVAL "return {string.byte('A'), string.char(66), string.upper('c')}" 0
EVAL "return unpack({1, 2})" 0
EVAL "return #unpack({ {1, 2} })" 0
EVAL "local a, b = pcall(error, 'x') return {a, b}" 0
MULTI
EVAL "return redis.call('INCR', 'inmulti')" 0
EXEC
`;
