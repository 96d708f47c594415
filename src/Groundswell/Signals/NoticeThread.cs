namespace Groundswell.Signals;

/// <summary>All that a supplier said of one component in one incident of its own.</summary>
/// <param name="PostedAt">When it first said so, by its own page.</param>
/// <param name="SeenAt">When we first saw it.</param>
/// <param name="Latest">Its latest word.</param>
/// <param name="ResolvedAt">When we first saw that it calls it over; null where it does not.</param>
public sealed record NoticeThread(DateTimeOffset PostedAt, DateTimeOffset SeenAt, Notice Latest, DateTimeOffset? ResolvedAt)
{
    /// <summary>It is open, and it says that users are affected.</summary>
    public bool IsTrouble =>
        ResolvedAt is null && Latest.State >= NoticeState.Degraded;
}
