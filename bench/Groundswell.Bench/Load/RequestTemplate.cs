using System.Text;

namespace Groundswell.Bench.Load;

/// <summary>
/// A request as bytes, with places where a serial number goes: each sending is a new reporter with a new retry key, and costs
/// the generator no more than those digits.
/// </summary>
internal sealed class RequestTemplate
{
    /// <summary>Stands where a serial number goes.</summary>
    public const string Serial = "##########";

    private static long s_lastSerial;

    private readonly string _text;
    private readonly byte[] _bytes;
    private readonly int[] _places;
    private readonly int _perSerial;

    private RequestTemplate(string text, int perSerial, int items)
    {
        _text = text;
        _bytes = Encoding.ASCII.GetBytes(text);
        _perSerial = perSerial;
        Items = items;
        _places = FindPlaces(_bytes);
    }

    /// <summary>Reports (or pages) in one request.</summary>
    public int Items { get; }

    public static RequestTemplate Get(string path, params string[] headers) =>
        new($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n", 1, 1);

    /// <param name="path">Where to.</param>
    /// <param name="type">Media type.</param>
    /// <param name="reports">One JSON object each.</param>
    /// <param name="placesPerReport">Serial numbers in each.</param>
    public static RequestTemplate Post(string path, string type, IReadOnlyList<string> reports, int placesPerReport)
    {
        var body = reports.Count == 1 ? reports[0] : string.Join('\n', reports) + "\n";
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {Encoding.ASCII.GetByteCount(body)}\r\n\r\n";
        return new RequestTemplate(head + body, Math.Max(1, placesPerReport), reports.Count);
    }

    /// <summary>One of these for each connection: the bytes are changed in place.</summary>
    public RequestTemplate Copy() => new(_text, _perSerial, Items);

    /// <summary>The same request to another path.</summary>
    public RequestTemplate To(string path)
    {
        var (start, end) = (_text.IndexOf(' ', StringComparison.Ordinal) + 1, _text.IndexOf(" HTTP/", StringComparison.Ordinal));
        return new RequestTemplate(_text[..start] + path + _text[end..], _perSerial, Items);
    }

    public ReadOnlySpan<byte> Next()
    {
        if (_places.Length > 0)
        {
            var serials = _places.Length / _perSerial;
            var serial = Interlocked.Add(ref s_lastSerial, serials) - serials;
            for (var i = 0; i < _places.Length; i++)
            {
                Write(serial + (i / _perSerial), _bytes.AsSpan(_places[i], Serial.Length));
            }
        }

        return _bytes;
    }

    private static int[] FindPlaces(ReadOnlySpan<byte> bytes)
    {
        var places = new List<int>();
        var mark = Encoding.ASCII.GetBytes(Serial);
        for (var from = 0; bytes[from..].IndexOf(mark) is >= 0 and var found; from += found + mark.Length)
        {
            places.Add(from + found);
        }

        return [.. places];
    }

    private static void Write(long serial, Span<byte> digits)
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            (serial, var digit) = Math.DivRem(serial, 10);
            digits[i] = (byte)('0' + digit);
        }
    }
}
