namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>Something that is due at a tick of a <see cref="TimerWheel{T}"/>; made once and set again and again.</summary>
internal sealed class WheelTimer<T>(T value)
{
    internal const int NoSlot = -1;

    public T Value => value;

    /// <summary>The tick it was set to last.</summary>
    public long Due { get; internal set; }

    internal int Slot { get; set; } = NoSlot;

    internal WheelTimer<T>? Previous { get; set; }

    internal WheelTimer<T>? Next { get; set; }
}
