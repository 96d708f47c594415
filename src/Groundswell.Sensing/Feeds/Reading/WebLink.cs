namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>An address that may be shown as a link: of the web, and not one that carries a name and a password.</summary>
internal static class WebLink
{
    private const int MaximumLength = 1_000;

    /// <summary>Null for what is no such address. One without a host belongs to <paramref name="origin"/>.</summary>
    public static Uri? Of(string text, Uri? origin = null)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var link) && IsWeb(link) ? link
            : origin is not null && Uri.TryCreate(origin, text, out link) && IsWeb(link) ? link
            : null;
    }

    private static bool IsWeb(Uri link) => link.Scheme is "https" or "http" && link.UserInfo.Length == 0;
}
