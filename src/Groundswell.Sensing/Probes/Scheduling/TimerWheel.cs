namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>
/// Timers by the hundred thousand: setting, cancelling and letting expire cost the same however many there are (Varghese and Lauck,
/// "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 7). Four wheels of 256 slots; a timer waits in the wheel of the highest digit
/// in which its tick differs from the present one, and moves down when that digit comes round. Has no clock: whoever uses it says
/// what tick it is. Not safe for several threads at once.
/// </summary>
internal sealed class TimerWheel<T>
{
    private const int Bits = 8;
    private const int Slots = 1 << Bits;
    private const int Levels = 4;

    /// <summary>Further ahead a timer cannot be set; it would expire then and has to be set again.</summary>
    public const long Farthest = (1L << (Bits * Levels)) - 1;

    private readonly WheelTimer<T>?[] _heads = new WheelTimer<T>?[Slots * Levels];

    /// <summary>The present tick.</summary>
    public long Now { get; private set; }

    /// <summary>Timers that are set.</summary>
    public int Count { get; private set; }

    /// <summary>Sets a timer, or sets it anew. One that is due already expires with the next tick.</summary>
    public void Set(WheelTimer<T> timer, long due)
    {
        Cancel(timer);
        timer.Due = Math.Clamp(due, Now + 1, Now + Farthest);
        Insert(timer);
        Count++;
    }

    /// <summary>A timer that is not set stays so.</summary>
    public void Cancel(WheelTimer<T> timer)
    {
        if (timer.Slot != WheelTimer<T>.NoSlot)
        {
            Remove(timer);
            Count--;
        }
    }

    /// <summary>Moves on to a tick and hands out what was due until then, in the order of ticks.</summary>
    public void Advance(long now, List<WheelTimer<T>> expired)
    {
        while (Now < now)
        {
            if (Count == 0)
            {
                Now = now;
                return;
            }

            Now++;
            for (var level = Levels - 1; level > 0; level--)
            {
                if ((Now & ((1L << (Bits * level)) - 1)) == 0)
                {
                    MoveDown(SlotOf(Now, level));
                }
            }

            Expire(SlotOf(Now, 0), expired);
        }
    }

    private static int SlotOf(long tick, int level) => (level << Bits) + (int)((tick >> (Bits * level)) & (Slots - 1));

    private void MoveDown(int slot)
    {
        while (_heads[slot] is { } timer)
        {
            Remove(timer);
            Insert(timer);
        }
    }

    private void Expire(int slot, List<WheelTimer<T>> expired)
    {
        while (_heads[slot] is { } timer)
        {
            Remove(timer);
            Count--;
            expired.Add(timer);
        }
    }

    private void Insert(WheelTimer<T> timer)
    {
        var highest = 63 - long.LeadingZeroCount((timer.Due ^ Now) | 1);
        var slot = SlotOf(timer.Due, (int)Math.Min(highest / Bits, Levels - 1));
        timer.Slot = slot;
        timer.Next = _heads[slot];
        timer.Previous = null;
        if (timer.Next is { } next)
        {
            next.Previous = timer;
        }

        _heads[slot] = timer;
    }

    private void Remove(WheelTimer<T> timer)
    {
        if (timer.Previous is { } previous)
        {
            previous.Next = timer.Next;
        }
        else
        {
            _heads[timer.Slot] = timer.Next;
        }

        if (timer.Next is { } next)
        {
            next.Previous = timer.Previous;
        }

        (timer.Previous, timer.Next, timer.Slot) = (null, null, WheelTimer<T>.NoSlot);
    }
}
