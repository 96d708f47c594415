using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>
/// What a supplier's own page is worth. It posts for a part of its outages only, and late; and it seldom posts for nothing. Silence says
/// little at first and more with every minute.
/// </summary>
public static class NoticeEvidence
{
    private const double EverPosted = 0.55;
    private const double StalePost = 0.001;
    private const double Hit = 0.4;
    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Mean = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(90);

    /// <summary>Weighs a supplier's word, or its silence, on something that may have begun to fail.</summary>
    /// <param name="open">Its notice of trouble, or null where it says nothing.</param>
    /// <param name="onset">When the trouble began, by our own estimate; null where nothing else shows any.</param>
    /// <param name="now">The time of asking.</param>
    public static EvidenceWeight Weigh(NoticeThread? open, DateTimeOffset? onset, DateTimeOffset now)
    {
        var information = EverPosted * Math.Log(Hit / StalePost);
        if (open is { IsTrouble: true })
        {
            // An old notice is of something else, or was forgotten: its word fades in the hours after.
            var age = now - open.Latest.RevisedAt;
            var part = age <= Fresh ? 1 : Math.Pow(0.5, (age - Fresh) / Fresh);
            return new EvidenceWeight(part * Math.Log(Hit / StalePost), information, open.Latest.SeenAt);
        }

        var waited = onset is { } began && now - began > Earliest ? now - began - Earliest : TimeSpan.Zero;
        return new EvidenceWeight(Math.Log((1 - (EverPosted * (1 - Math.Exp(-waited / Mean)))) / (1 - StalePost)), information, now);
    }
}
