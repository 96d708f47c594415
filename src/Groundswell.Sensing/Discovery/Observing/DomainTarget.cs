using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>A domain to look at.</summary>
/// <param name="Domain">In lower case and ASCII.</param>
/// <param name="Port">Where its web server listens, 443 unless said otherwise.</param>
public sealed record DomainTarget(string Domain, int Port)
{
    public const string Rule = "it must be a domain name such as example.com, with a port only where its web server listens elsewhere than on 443.";

    private const int HttpsPort = 443;
    private const int MaximumLength = 253;
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    /// <summary>Takes an address of a page too, and keeps its host.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainTarget? target)
    {
        ArgumentNullException.ThrowIfNull(text);
        target = null;
        var rest = text.Trim();
        var port = HttpsPort;
        if (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[(rest.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/', '?', '#')[0];
        }

        if (rest.Split(':') is [var host, var number])
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > ushort.MaxValue)
            {
                return false;
            }

            rest = host;
        }

        if (ToAscii(rest.TrimEnd('.')) is not { } name)
        {
            return false;
        }

        target = new DomainTarget(name, port);
        return true;
    }

    private static string? ToAscii(string text)
    {
        try
        {
            var ascii = Idna.GetAscii(text).ToLowerInvariant();
            var valid = ascii.Length is > 0 and <= MaximumLength && ascii.Split('.').All(l => l.Length is > 0 and <= 63)
                && ascii.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
                && !char.IsAsciiDigit(ascii[^1]);
            return valid ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
