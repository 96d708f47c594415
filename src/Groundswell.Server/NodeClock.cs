namespace Groundswell.Server;

/// <summary>
/// The time that reports, bins and incidents live in. A type of its own, so that a day can be replayed on a virtual or a
/// faster clock while the web server and the grain runtime keep the machine's.
/// </summary>
public sealed record NodeClock(TimeProvider Time)
{
    public DateTimeOffset Now => Time.GetUtcNow();
}
