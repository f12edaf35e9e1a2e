"""What a board does in one step, told to Redis in Lua.

Each program works on the keys of one board, which share a shard. They use what Redis 6.2 and
Valkey 8 have in common.

==== ====================================================================================
key  holds
==== ====================================================================================
K1   the board: members by packed score
K2   ``…:lowered``: by member, the version up to which news of it are older than the board
K3   ``…:next``: the board that a rebuild is making
K4   ``…:rebuild``: how far the rebuild is; while it is there, K3 hears all that K1 hears
K5   ``…:old``: the board that a rebuild has replaced, for the moment it takes to drop it
==== ====================================================================================
"""

from __future__ import annotations

from functools import cache
from hashlib import sha1
from typing import Final

KEYS: Final = ("", ":lowered", ":next", ":rebuild", ":old")
"""What is appended to a board's key for K1 to K5."""

LIFT: Final = """
local count, ttl = tonumber(ARGV[1]), tonumber(ARGV[2])
local rows = {unpack(ARGV, 3, 2 * count + 2)}
if redis.call('EXISTS', KEYS[2]) == 1 then
  local members = {}
  for i = 1, count do members[i] = rows[2 * i] end
  local known, kept = redis.call('HMGET', KEYS[2], unpack(members)), {}
  for i = 1, count do
    if not known[i] or tonumber(known[i]) < tonumber(ARGV[2 * count + 2 + i]) then
      kept[#kept + 1], kept[#kept + 2] = rows[2 * i - 1], rows[2 * i]
    end
  end
  rows = kept
end
if #rows == 0 then return 0 end
local rose = redis.call('ZADD', KEYS[1], 'GT', 'CH', unpack(rows))
if redis.call('EXISTS', KEYS[4]) == 1 then redis.call('ZADD', KEYS[3], 'GT', unpack(rows)) end
if ttl > 0 and redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ttl) end
return rose
"""
"""ARGV: n, seconds to live (0: for ever), n times packed and member, n versions.

Raises members to packed scores where these are higher; returns how many rose. News no younger
than a lowering is passed over.
"""

SET: Final = """
local count, ttl = tonumber(ARGV[1]), tonumber(ARGV[2])
local members = {}
for i = 1, count do members[i] = ARGV[2 * i + 2] end
local known, rows, notes = redis.call('HMGET', KEYS[2], unpack(members)), {}, {}
for i = 1, count do
  local version = ARGV[2 * count + 2 + i]
  if not known[i] or tonumber(known[i]) < tonumber(version) then
    rows[#rows + 1], rows[#rows + 2] = ARGV[2 * i + 1], members[i]
    notes[#notes + 1], notes[#notes + 2] = members[i], version
  end
end
if #rows == 0 then return 0 end
redis.call('HSET', KEYS[2], unpack(notes))
redis.call('EXPIRE', KEYS[2], ARGV[3 * count + 3])
local changed = redis.call('ZADD', KEYS[1], 'CH', unpack(rows))
if redis.call('EXISTS', KEYS[4]) == 1 then redis.call('ZADD', KEYS[3], unpack(rows)) end
if ttl > 0 and redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ttl) end
return changed
"""
"""ARGV: as LIFT, and then the seconds to remember.

Sets members to packed scores, higher or lower, and notes their versions; returns how many changed.
News no younger than what is noted is passed over.
"""

FIX: Final = """
local member, packed, version = ARGV[1], ARGV[2], tonumber(ARGV[3])
local known = redis.call('HGET', KEYS[2], member)
if known and tonumber(known) > version then return 0 end
redis.call('HSET', KEYS[2], member, ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
local boards = {KEYS[1]}
if redis.call('EXISTS', KEYS[4]) == 1 then boards[2] = KEYS[3] end
for _, board in ipairs(boards) do
  if packed == '' then redis.call('ZREM', board, member)
  else redis.call('ZADD', board, packed, member) end
end
local ttl = tonumber(ARGV[5])
if ttl > 0 and redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ttl) end
return 1
"""
"""ARGV: member, packed score (empty: none), version, seconds to remember, seconds to live.

Sets a member to exactly what it has at a version, higher or lower; returns 0 if the board knows
better.
"""

FILL: Final = """
local count = tonumber(ARGV[1])
local rows = {unpack(ARGV, 3, 2 * count + 2)}
local skipped, kept = {}, {}
if redis.call('EXISTS', KEYS[4]) == 0 then return redis.error_reply('GONE no rebuild') end
if count > 0 and redis.call('EXISTS', KEYS[2]) == 1 then
  local members = {}
  for i = 1, count do members[i] = rows[2 * i] end
  local known = redis.call('HMGET', KEYS[2], unpack(members))
  for i = 1, count do
    if known[i] then skipped[#skipped + 1] = rows[2 * i]
    else kept[#kept + 1], kept[#kept + 2] = rows[2 * i - 1], rows[2 * i] end
  end
  rows = kept
end
if #rows > 0 then redis.call('ZADD', KEYS[3], 'GT', unpack(rows)) end
redis.call('HINCRBY', KEYS[4], 'members', count)
if ARGV[2] ~= '' then redis.call('HSET', KEYS[4], 'position', ARGV[2]) end
return skipped
"""
"""ARGV: n, position (empty: as it was), n times packed and member.

Writes to the board that a rebuild is making and notes how far it is; returns the members that
somebody lowered lately, which must be looked up.
"""

SWAP: Final = """
if redis.call('EXISTS', KEYS[4]) == 0 then return redis.error_reply('GONE no rebuild') end
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], KEYS[5]) end
local size = redis.call('ZCARD', KEYS[3])
if size > 0 then
  redis.call('RENAME', KEYS[3], KEYS[1])
  if tonumber(ARGV[1]) > 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
end
redis.call('UNLINK', KEYS[5], KEYS[4])
return size
"""
"""ARGV: seconds to live. Puts the rebuilt board in the old one's place; returns its size."""

MINE: Final = """
local place = redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not place then return false end
local packed = redis.call('ZSCORE', KEYS[1], ARGV[1])
if place == 0 then return {0, packed} end
return {place, packed, redis.call('ZREVRANGE', KEYS[1], place - 1, place - 1, 'WITHSCORES')[2]}
"""
"""ARGV: member. Its place (from 0), its packed score, and that of the place above."""

AFTER: Final = """
local function is_lower(one, other)
  for i = 1, #one do
    local a, b = one:byte(i), other:byte(i)
    if a ~= b then return a < b end
  end
  return false
end
local packed, member, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local first
local now = redis.call('ZSCORE', KEYS[1], member)
if now and tonumber(now) == tonumber(packed) then
  first = redis.call('ZREVRANK', KEYS[1], member) + 1
else
  first = redis.call('ZCOUNT', KEYS[1], '(' .. packed, '+inf')
  local last = redis.call('ZCOUNT', KEYS[1], packed, '+inf')
  while first < last do
    if is_lower(redis.call('ZREVRANGE', KEYS[1], first, first)[1], member) then break end
    first = first + 1
  end
end
return {first, redis.call('ZREVRANGE', KEYS[1], first, first + limit - 1, 'WITHSCORES')}
"""
"""ARGV: packed score and member of a row, n. The n rows after it, wherever it is by now.

Bytes are compared one by one: Lua's own order of strings depends on the server's locale.
"""

AROUND: Final = """
local place = redis.call('ZREVRANK', KEYS[1], ARGV[1])
if not place then return {0, {}} end
local first = math.max(0, place - tonumber(ARGV[2]))
return {first, redis.call('ZREVRANGE', KEYS[1], first, place + ARGV[2], 'WITHSCORES')}
"""
"""ARGV: member, n. The n rows before a member, its own, and the n after it."""

DISTINCT: Final = """
local ticks, bound, left = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local seen, top = 0, '+inf'
while true do
  local row = redis.call('ZREVRANGEBYSCORE', KEYS[1], top, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
  local points = row[2] and math.floor(tonumber(row[2]) / ticks)
  if not points or points <= bound then return seen end
  seen = seen + 1
  if seen > left then return -1 end
  top = string.format('(%.0f', points * ticks)
end
"""
"""ARGV: ticks, points, most steps. How many different points are higher; -1: more than steps."""

SCRIPTS: Final = (LIFT, SET, FIX, FILL, SWAP, MINE, AFTER, AROUND, DISTINCT)


@cache
def digest(script: str) -> str:
    """Return the name that Redis has for a program."""
    return sha1(script.encode(), usedforsecurity=False).hexdigest()
