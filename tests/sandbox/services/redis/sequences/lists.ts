export const lists = `
RPUSH l a b c
LPUSH l z y
LRANGE l 0 -1
LRANGE l 1 2
LRANGE l -2 -1
LRANGE l 5 10
LRANGE l 2 1
LRANGE none 0 -1
LRANGE l a b
LLEN l
LLEN none
LINDEX l 0
LINDEX l -1
LINDEX l 99
LINDEX none 0
LINDEX l x
LINDEX none x
LSET l 0 first
LSET l 99 x
LSET none 0 x
LSET l x x
LINSERT l BEFORE a before
LINSERT l AFTER a after
LINSERT l AFTER nope x
LINSERT none AFTER nope x
LINSERT l BESIDE a x
LRANGE l 0 -1
LPUSHX none a
RPUSHX l end
LPOP l
RPOP l
LPOP l 2
RPOP l 2
LPOP l 0
LPOP none 0
LPOP l -1
LPOP l x
LPOP none
LPOP none 2
LRANGE l 0 -1
RPUSH r a b a c a
LREM r 1 a
LRANGE r 0 -1
LREM r -1 a
LRANGE r 0 -1
LREM r 0 a
LREM r 0 nope
LREM none 0 a
LREM r x a
RPUSH t 1 2 3 4 5
LTRIM t 1 3
LRANGE t 0 -1
LTRIM t 5 1
EXISTS t
LTRIM none 0 1
RPUSH p a b c 1 2 3 c c
LPOS p c
LPOS p c RANK 2
LPOS p c RANK -1
LPOS p c COUNT 2
LPOS p c COUNT 0
LPOS p c RANK -1 COUNT 2
LPOS p c MAXLEN 2
LPOS p nope
LPOS p nope COUNT 2
LPOS none c
LPOS none c COUNT 1
LPOS p c RANK 0
LPOS p c COUNT -1
LPOS p c MAXLEN -1
LPOS p c BOGUS 1
RPUSH from 1 2 3
LMOVE from to LEFT RIGHT
LMOVE from to RIGHT LEFT
LRANGE to 0 -1
LMOVE none to LEFT LEFT
LMOVE from to UP LEFT
RPOPLPUSH from to
RPOPLPUSH from to
LRANGE to 0 -1
EXISTS from
RPOPLPUSH to to
LRANGE to 0 -1
RPUSH m1 a b c
LMPOP 2 none m1 LEFT
LMPOP 1 m1 RIGHT COUNT 5
LMPOP 1 m1 LEFT
LMPOP 0 m1 LEFT
LMPOP x m1 LEFT
LMPOP 1 m1 UP
LMPOP 1 m1 LEFT COUNT 0
LMPOP 3 m1 LEFT
SET s text
LPUSH s a
LLEN s
LRANGE s 0 -1
LPOP s
RPOPLPUSH to s
LRANGE to 0 -1
LMOVE to s LEFT LEFT
BLPOP s 1
LPUSH l
RPUSH q x y
BLPOP q 1
BRPOP none q 1
BLPOP none 0.05
BLPOP none -1
BLPOP none abc
BLPOP none
BLMOVE none none2 LEFT LEFT 0.05
BRPOPLPUSH none none2 0.05
BLMPOP 0.05 1 none LEFT
b:& BLPOP waits 0
b:-
LPUSH waits one
b:<
LRANGE waits 0 -1
b:& BLPOP first second 0
RPUSH second 2
b:<
b:& BLPOP fair 0
b:-
c:& BLPOP fair 0
c:-
RPUSH fair one two three
b:<
c:<
LRANGE fair 0 -1
b:& BRPOPLPUSH src dst 0
b:-
LPUSH src item
b:<
LRANGE dst 0 -1
b:& BLMOVE src dst LEFT RIGHT 0
b:-
LPUSH src more
b:<
LRANGE dst 0 -1
b:& BLMPOP 0 1 mm RIGHT COUNT 2
b:-
RPUSH mm 1 2 3
b:<
b:& BLPOP typed 0
b:-
SET typed text
b:-
DEL typed
LPUSH typed list
b:<
b:& BLPOP inmulti 0
b:-
MULTI
LPUSH inmulti a
DEL inmulti
EXEC
b:-
LPUSH inmulti b
b:<
b:& BLPOP piped 0
b:& PING
b:-
LPUSH piped x
b:<
b:<
`;
