using System.Text;
using Groundswell.Sensing.Feeds;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Tests.Reading;

public sealed class WebTextTests
{
    private const string Html = "text/html";

    [Theory]
    [InlineData("windows-1251", "D1E5F0E2E8F1", "Сервис")]
    [InlineData("x-cp1251", "D1E5F0E2E8F1", "Сервис")]
    [InlineData("KOI8-R", "F3C5D2D7C9D3", "Сервис")]
    [InlineData("koi8-u", "F3C5D2D7C9D3", "Сервис")]
    [InlineData("iso-8859-5", "C1D5E0D2D8E1", "Сервис")]
    [InlineData("cyrillic", "C1D5E0D2D8E1", "Сервис")]
    [InlineData("ibm866", "91A5E0A2A8E1", "Сервис")]
    [InlineData("x-mac-cyrillic", "91E5F0E2E8F1FF", "Сервис€")]
    [InlineData("latin1", "E9938099", "é“€™")] // the web's latin1 is windows-1252
    [InlineData("iso-8859-1", "E980", "é€")]
    [InlineData("us-ascii", "E980", "é€")]
    [InlineData("latin2", "B3F3BF", "łóż")]
    [InlineData("windows-1250", "B3F3BF", "łóż")]
    [InlineData("iso-8859-3", "ACB6", "Ĵĥ")]
    [InlineData("latin4", "A1E0", "Ąā")]
    [InlineData("arabic", "C7E4", "ال")]
    [InlineData("windows-1256", "C7E1", "ال")]
    [InlineData("greek", "A1E1A4", "‘α€")]
    [InlineData("windows-1253", "E1", "α")]
    [InlineData("hebrew", "F9AF", "ש¯")]
    [InlineData("logical", "F9", "ש")]
    [InlineData("windows-1255", "F9", "ש")]
    [InlineData("latin5", "F0FD", "ğı")]
    [InlineData("latin6", "A1BDE0FF", "Ą―āĸ")]
    [InlineData("iso-8859-13", "D8FF", "Ų’")]
    [InlineData("windows-1257", "D8", "Ų")]
    [InlineData("iso-8859-14", "A1D0FF", "ḂŴÿ")]
    [InlineData("l9", "A4BC", "€Œ")]
    [InlineData("iso-8859-16", "A4AAFE", "€Șț")]
    [InlineData("tis-620", "CAC7", "สว")]
    [InlineData("windows-1258", "D5D0", "ƠĐ")]
    [InlineData("macintosh", "8EBD", "éΩ")]
    [InlineData("gb2312", "B7FECEF1D5FDB3A3", "服务正常")]
    [InlineData("GBK", "B7FECEF1D5FDB3A3", "服务正常")]
    [InlineData("gb18030", "B7FE8135F437", "服ḿ")]
    [InlineData("big5", "AA41B0C8A5BFB160", "服務正常")]
    [InlineData("x-sjis", "90B38FED", "正常")]
    [InlineData("Shift_JIS", "90B38FED", "正常")]
    [InlineData("euc-jp", "C0B5BEEF", "正常")]
    [InlineData("iso-2022-jp", "1B244240353E6F1B2842", "正常")]
    [InlineData("ks_c_5601-1987", "C1A4BBF3", "정상")]
    [InlineData("euc-kr", "C1A4BBF3", "정상")]
    [InlineData("unicode-1-1-utf-8", "D1A4", "Ѥ")]
    [InlineData("utf-16be", "00414E00", "A一")]
    [InlineData("utf-16", "41000A4E", "A上")]
    [InlineData("x-user-defined", "41FF", "A\uF7FF")]
    [InlineData("hz-gb-2312", "7E7B", "\uFFFD")] // the standard refuses to read it
    [InlineData(" windows-1252 ", "80", "€")]
    public void Every_encoding_of_the_web_is_read_by_its_labels(string label, string octets, string expected)
    {
        Assert.Equal(expected, WebText.Decode(Convert.FromHexString(octets), $"text/plain; charset=\"{label}\""));
        Assert.Equal(expected, WebText.Decode(Convert.FromHexString(octets), $"text/html;charset={label.Trim()}"));
    }

    [Theory]
    [InlineData("<meta charset=windows-1251>", true)]
    [InlineData("<META  CHARSET = 'Windows-1251' >", true)]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">", true)]
    [InlineData("<meta content='text/html;charset=windows-1251' http-equiv=content-type />", true)]
    [InlineData("<?xml version='1.0' encoding='windows-1251'?>", true)]
    [InlineData("<!-- <meta charset=utf-8> --><meta charset=windows-1251>", true)]
    [InlineData("<meta name=description content='charset=utf-8'><meta charset=windows-1251>", true)]
    [InlineData("<!-- <meta charset=windows-1251> -->", false)]
    [InlineData("<meta name=description content='text/html; charset=windows-1251'>", false)]
    [InlineData("<p>charset=windows-1251</p>", false)]
    public void A_page_may_declare_its_encoding_itself(string start, bool isDeclared)
    {
        byte[] page = [.. Encoding.ASCII.GetBytes(start), .. Convert.FromHexString("D1E5F0E2E8F1")];

        Assert.Equal(isDeclared, WebText.Decode(page, Html).EndsWith("Сервис", StringComparison.Ordinal));
        Assert.Equal(isDeclared, WebText.Decode(page, null).EndsWith("Сервис", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_HTML_declares_so_is_no_declaration_elsewhere()
    {
        byte[] text = [.. "<meta charset=windows-1251>"u8, .. Encoding.UTF8.GetBytes("ё")];

        Assert.EndsWith("ё", WebText.Decode(text, "text/plain"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, byte[], string> Contradictions => new()
    {
        { "a mark beats the header", "text/html; charset=windows-1251", [0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "é" },
        { "a mark of UTF-16 beats the header", "text/html; charset=utf-8", [0xFF, 0xFE, 0x51, 0x04], "ё" },
        { "the header beats the page", "text/html; charset=koi8-r", [.. "<meta charset=windows-1251>"u8, 0xC1], "<meta charset=windows-1251>а" },
        { "a header of UTF-8 that is none yields to the page", "text/html; charset=utf-8", [.. "<meta charset=windows-1251>"u8, 0xE0], "<meta charset=windows-1251>а" },
        { "a page that is the UTF-8 it declares is believed before a header", "text/xml; charset=iso-8859-1", [.. "<?xml version='1.0' encoding='utf-8'?>"u8, 0xC3, 0xA9], "<?xml version='1.0' encoding='utf-8'?>é" },
        { "XML before the header", "text/xml; charset=us-ascii", [.. "<?xml version='1.0' encoding='iso-8859-2'?>"u8, 0xB3], "<?xml version='1.0' encoding='iso-8859-2'?>ł" },
        { "UTF-16 that is none", "application/json; charset=utf-16", [.. "[]"u8], "[]" },
        { "UTF-16 by its zeros", "application/json", [0, (byte)'[', 0, (byte)']'], "[]" },
        { "a page cannot declare UTF-16 octet by octet", Html, [.. "<meta charset=utf-16>"u8, 0xC3, 0xA9], "<meta charset=utf-16>é" },
        { "undeclared, and UTF-8", Html, [0xC3, 0xA9], "é" },
        { "undeclared, and nothing of UTF-8", Html, [(byte)'G', 0xFC], "Gü" },
        { "undeclared, and UTF-8 with one fault", null, [0xC3, 0xA9, 0xFF], "é\uFFFD" },
        { "declared UTF-8, and broken", "text/html; charset=utf-8", [0xE9], "\uFFFD" },
        { "a label that nobody knows", "text/html; charset=x-none", [0xC3, 0xA9], "é" },
        { "no header that can be read", "text/html; charset=", [0xC3, 0xA9], "é" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Declarations_that_contradict_each_other_are_settled(string why, string? type, byte[] octets, string expected) =>
        Assert.True(WebText.Decode(octets, type) == expected, $"{why}: {WebText.Decode(octets, type)}");

    [Theory]
    [InlineData("utf-8", "C3A9C3", "é")]
    [InlineData("utf-16le", "E900E9", "é")]
    [InlineData("shift_jis", "90B38F", "正")]
    [InlineData("gbk", "D5FDB3", "正")]
    [InlineData("big5", "A5BFB1", "正")]
    [InlineData("euc-jp", "C0B5BE", "正")]
    [InlineData("euc-kr", "C1A4BB", "정")]
    [InlineData("windows-1251", "D1E5", "Се")]
    public void Of_a_character_that_was_cut_nothing_is_read(string label, string octets, string expected) =>
        Assert.Equal(expected, WebText.Decode(Convert.FromHexString(octets), $"text/plain; charset={label}", isCut: true));

    [Theory]
    [InlineData("windows-1251", null)]
    [InlineData(null, "windows-1251")]
    [InlineData("koi8-r", null)]
    [InlineData("shift_jis", null)]
    [InlineData(null, "gb2312")]
    [InlineData(null, "utf-16")]
    public void Feeds_are_read_by_the_same_encodings(string? inHeader, string? inXml)
    {
        var label = inHeader ?? inXml!;
        var title = label.StartsWith('k') || label.EndsWith("1251", StringComparison.Ordinal) ? "Сбой" : "故障";
        Assert.True(WebEncodings.TryFind(label, out _));
        var writing = label == "utf-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(label)!;
        var declaration = inXml is null ? "" : $"<?xml version=\"1.0\" encoding=\"{inXml}\"?>";
        var feed = $"{declaration}<rss version=\"2.0\"><channel><title>{title}</title><item><title>{title}</title><guid>1</guid><pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate></item></channel></rss>";

        var page = FeedReader.Read(new FeedPayload { Bytes = writing.GetBytes(feed), ContentType = inHeader is null ? "text/xml" : $"text/xml; charset={inHeader}", At = new DateTimeOffset(2026, 6, 2, 10, 30, 0, TimeSpan.Zero) });

        Assert.Contains(title, Assert.Single(Assert.IsType<FeedPage.Readable>(page).Entries).ToString(), StringComparison.Ordinal);
    }
}
