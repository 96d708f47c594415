using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Outgoing;

/// <summary>Where an answer of HTTP sends its client on to, by the rules of RFC 9110 and the Fetch standard.</summary>
internal abstract record Redirect
{
    private const int LongestShown = 80;

    private static readonly SearchValues<char> EndOfScheme = SearchValues.Create(":/?#\\");

    private Redirect()
    {
    }

    public sealed record To(Uri Url) : Redirect;

    /// <param name="Reason">The rest of a sentence that begins with "it redirects".</param>
    public sealed record Nowhere(string Reason) : Redirect;

    /// <summary>Null where the answer is no redirect. 300, 304 and 305 are answers of their own.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="from">The address that it came from.</param>
    /// <param name="mayDowngrade">Whether https may lead to http.</param>
    public static Redirect? Of(HttpResponseMessage response, Uri from, bool mayDowngrade = false)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
        {
            return null;
        }

        var written = response.Headers.NonValidated.TryGetValues("Location", out var found) ? found.Select(l => l.Trim()).Distinct(StringComparer.Ordinal).ToList() : [];
        return written switch
        {
            [] or [""] => new Nowhere("without saying where to"),
            [var one] when TryResolve(from, one, out var target) => Judge(from, target, mayDowngrade),
            [var one] => new Nowhere($"to '{Shown(one)}', which is no address"),
            _ => new Nowhere("to several addresses at once"),
        };
    }

    private static Redirect Judge(Uri from, Uri target, bool mayDowngrade) =>
        from.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp && !mayDowngrade ? new Nowhere($"from https to 'http://{Shown(target.Host)}', which is not followed")
        : target.UserInfo.Length > 0 ? new Nowhere("to an address with a user in it, which is not followed")
        : target.Scheme is not ("https" or "http") || ForbiddenPorts.Contains(target.Port) ? new Nowhere($"to '{target.Scheme}://{Shown(target.Authority)}', which is not followed")
        : new To(target);

    /// <summary>What begins with a scheme is whole; all else is relative, also what a file system would take for a path of its own.</summary>
    private static bool TryResolve(Uri from, string written, [NotNullWhen(true)] out Uri? target)
    {
        target = null;
        var address = WithoutOctets(written);
        var end = address.AsSpan().IndexOfAny(EndOfScheme);
        return end > 0 && address[end] == ':' && char.IsAsciiLetter(address[0])
            ? Uri.TryCreate(address, UriKind.Absolute, out target) && (target.Host.Length > 0 || target.Scheme is not ("http" or "https"))
            : Uri.TryCreate(address.Replace('\\', '/'), UriKind.Relative, out var relative) && Uri.TryCreate(from, relative, out target) && target.Host.Length > 0;
    }

    /// <summary>Letters beyond ASCII are UTF-8, or else octets that go back to the server as they came.</summary>
    private static string WithoutOctets(string written)
    {
        var text = HeaderText.Read(written);
        if (text.All(char.IsAscii) || !ReferenceEquals(text, written))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (var c in written)
        {
            _ = char.IsAscii(c) ? escaped.Append(c) : escaped.Append('%').Append(((int)c & 0xFF).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    private static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
