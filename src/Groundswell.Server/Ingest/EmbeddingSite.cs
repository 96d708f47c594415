namespace Groundswell.Server.Ingest;

/// <summary>A site whose pages may show the form and send what is filled in.</summary>
/// <param name="Key">Names it in the script's address. No secret: every visitor of the site sees it.</param>
/// <param name="Origin">Where its pages come from, such as <c>https://www.example.com</c>.</param>
public sealed record EmbeddingSite(string Key, string Origin)
{
    public const string KeyRule = "a key has 8 to 64 letters, digits, - and _";

    /// <summary>A site as it stands in the settings, <c>key=origin</c>; null where it is none.</summary>
    public static EmbeddingSite? Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0 || !IsKey(text[..at]) || !Uri.TryCreate(text[(at + 1)..], UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return null;
        }

        return new EmbeddingSite(text[..at], uri.GetLeftPart(UriPartial.Authority));
    }

    private static bool IsKey(string text) => text.Length is >= 8 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
