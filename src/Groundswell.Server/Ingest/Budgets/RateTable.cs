using System.Security.Cryptography;
using Groundswell.Signals;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// Who has used how much of a <see cref="Rate"/>, by the generic cell rate algorithm (ITU-T I.371): one time for each key, that at which
/// all it used will be earned back, so that how long to wait is known exactly. A table of fixed size: where a set of it is full, the key
/// that owes least gives way, so that a flood of keys can forgive the thrifty only. In memory, under a key of the process. Safe for several threads.
/// </summary>
internal sealed class RateTable
{
    private const int Ways = 8;

    private readonly TimeProvider _time;
    private readonly ulong[] _keys;
    private readonly long[] _earned; // timestamps
    private readonly Lock[] _locks;
    private readonly ReporterKey _secret = new(default, RandomNumberGenerator.GetBytes(ReporterKey.SecretLength));

    /// <param name="time">Of its timestamps.</param>
    /// <param name="entries">Keys that are remembered, a power of two; 16 bytes each.</param>
    public RateTable(TimeProvider time, int entries = 1 << 17)
    {
        _time = time;
        _keys = new ulong[entries];
        _earned = new long[entries];
        _locks = [.. Enumerable.Range(0, Math.Min(64, entries / Ways)).Select(_ => new Lock())];
    }

    /// <summary>A key that nobody outside can make two of.</summary>
    public ulong KeyOf(ReadOnlySpan<byte> name) => (ulong)_secret.HashName(name);

    /// <summary>How long until so much is there; zero where it is.</summary>
    public TimeSpan FindWait(ulong key, double amount, Rate rate) => rate.PerSecond <= 0 ? TimeSpan.Zero : Use(key, amount, rate, isTaken: false);

    /// <summary>Takes so much, whether or not it is there.</summary>
    public void Take(ulong key, double amount, Rate rate)
    {
        if (rate.PerSecond > 0)
        {
            Use(key, amount, rate, isTaken: true);
        }
    }

    private TimeSpan Use(ulong key, double amount, Rate rate, bool isTaken)
    {
        var set = (int)(key % (ulong)(_keys.Length / Ways));
        var ticks = _time.TimestampFrequency / rate.PerSecond;
        lock (_locks[set % _locks.Length])
        {
            var now = _time.GetTimestamp();
            var slot = Find(key, set * Ways, isTaken);
            var earned = Math.Max(now, slot < 0 ? now : _earned[slot]) + (long)(Math.Min(amount, rate.Burst) * ticks);
            var late = earned - now - (long)(rate.Burst * ticks);
            if (isTaken)
            {
                // Nobody owes more than two bursts: what was read before it could be refused is not held against anyone for ever.
                (_keys[slot], _earned[slot]) = (key, Math.Min(earned, now + (long)(2 * rate.Burst * ticks)));
            }

            return late <= 0 ? TimeSpan.Zero : _time.GetElapsedTime(0, late);
        }
    }

    private int Find(ulong key, int first, bool isTaken)
    {
        var least = first;
        for (var slot = first; slot < first + Ways; slot++)
        {
            if (_keys[slot] == key)
            {
                return slot;
            }

            least = _earned[slot] < _earned[least] ? slot : least;
        }

        if (isTaken)
        {
            _earned[least] = 0;
        }

        return isTaken ? least : -1;
    }
}
