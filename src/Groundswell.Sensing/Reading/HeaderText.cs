using System.Text;

namespace Groundswell.Sensing.Reading;

/// <summary>
/// Values of headers. RFC 9110 leaves open what octets beyond ASCII mean; .NET gives each as a character of its own. They are UTF-8
/// where they can be, as servers of today send it, and otherwise Latin-1.
/// </summary>
internal static class HeaderText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The very same text where there is nothing to read in another way.</summary>
    public static string Read(string value)
    {
        if (Ascii.IsValid(value) || value.Any(c => c > '\u00FF'))
        {
            return value;
        }

        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(value));
        }
        catch (DecoderFallbackException)
        {
            return value;
        }
    }
}
