namespace Groundswell.Server.Ingest;

/// <summary>Bounds of what intake reads.</summary>
internal static class ReportLimits
{
    /// <summary>Longest comment, in characters as people count them (Unicode scalar values).</summary>
    public const int CommentCharacters = 500;

    /// <summary>Longest report as JSON, in bytes: 500 characters may be escaped as 12 bytes each.</summary>
    public const int ReportBytes = 8 * 1024;

    /// <summary>Most reports in a batch without a token.</summary>
    public const int AnonymousBatchReports = 200;

    /// <summary>Largest batch without a token, in bytes.</summary>
    public const int AnonymousBatchBytes = 64 * 1024;

    /// <summary>Reports of one batch that are stored by one commit: between two of them others have their turn.</summary>
    public const int SliceReports = 5_000;

    /// <summary>How long a request that was told to wait because of others should wait.</summary>
    public static readonly TimeSpan OthersFirst = TimeSpan.FromSeconds(5);

    /// <summary>How long a large batch may take to arrive once it has its place.</summary>
    public static readonly TimeSpan LargeBatchPatience = TimeSpan.FromMinutes(2);

    /// <summary>Most reports in one batch.</summary>
    public const int BatchReports = 50_000;

    /// <summary>Largest batch after decompression, in bytes: a small body must not unfold without end.</summary>
    public const long BatchBytes = 64L * 1024 * 1024;

    /// <summary>Bad lines that an answer lists one by one; more are counted.</summary>
    public const int ListedLines = 1_000;

    /// <summary>How late a report may be.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(24);

    /// <summary>How far a sender's clock may run ahead; such a report is taken as of its arrival.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
}
