namespace Groundswell.Server.Serving;

/// <summary>What asking for a page gave.</summary>
internal abstract record PageAnswer
{
    private PageAnswer()
    {
    }

    public sealed record Found(RenderedPage Page) : PageAnswer;

    /// <summary>No such service, incident or category.</summary>
    public sealed record Missing : PageAnswer
    {
        public static Missing Value { get; } = new();
    }

    /// <summary>So many different pages are being drawn that this one would have to wait too long.</summary>
    public sealed record Busy : PageAnswer
    {
        public static Busy Value { get; } = new();
    }
}
