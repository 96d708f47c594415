using System.Text;

namespace Groundswell.Sensing.Reading;

/// <summary>
/// The encodings that the web has, by the labels of the WHATWG's Encoding Standard: those that browsers know, and as browsers read them
/// (iso-8859-1 is windows-1252, gb2312 is GBK). Code pages come with .NET; what it lacks or maps otherwise is mended here.
/// </summary>
internal static class WebEncodings
{
    private static readonly (string Name, Func<Encoding>? Make, string Labels)[] Known =
    [
        ("UTF-8", () => Encoding.UTF8, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
        ("IBM866", CodePage(866), "866 cp866 csibm866 ibm866"),
        ("ISO-8859-2", CodePage(28592), "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
        ("ISO-8859-3", CodePage(28593), "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
        ("ISO-8859-4", CodePage(28594), "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
        ("ISO-8859-5", CodePage(28595), "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
        ("ISO-8859-6", CodePage(28596), "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"),
        ("ISO-8859-7", () => SingleByteEncoding.Mended(28597, (0xA1, '‘'), (0xA2, '’'), (0xA4, '€'), (0xA5, '₯'), (0xAA, 'ͺ')), "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"),
        ("ISO-8859-8", () => SingleByteEncoding.Mended(28598, (0xAF, '¯'), (0xFD, '\u200E'), (0xFE, '\u200F')), "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"),
        ("ISO-8859-8-I", () => SingleByteEncoding.Mended(28598, (0xAF, '¯'), (0xFD, '\u200E'), (0xFE, '\u200F')), "csiso88598i iso-8859-8-i logical"),
        ("ISO-8859-10", () => SingleByteEncoding.Of("\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ"), "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
        ("ISO-8859-13", CodePage(28603), "iso-8859-13 iso8859-13 iso885913"),
        ("ISO-8859-14", () => SingleByteEncoding.Of("\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ"), "iso-8859-14 iso8859-14 iso885914"),
        ("ISO-8859-15", CodePage(28605), "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
        ("ISO-8859-16", () => SingleByteEncoding.Of("\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ"), "iso-8859-16"),
        ("KOI8-R", CodePage(20866), "cskoi8r koi koi8 koi8-r koi8_r"),
        ("KOI8-U", CodePage(21866), "koi8-ru koi8-u"),
        ("macintosh", () => SingleByteEncoding.Mended(10000, (0xBD, 'Ω')), "csmacintosh mac macintosh x-mac-roman"),
        ("windows-874", CodePage(874), "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
        ("windows-1250", CodePage(1250), "cp1250 windows-1250 x-cp1250"),
        ("windows-1251", CodePage(1251), "cp1251 windows-1251 x-cp1251"),
        ("windows-1252", CodePage(1252), "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"),
        ("windows-1253", CodePage(1253), "cp1253 windows-1253 x-cp1253"),
        ("windows-1254", CodePage(1254), "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"),
        ("windows-1255", CodePage(1255), "cp1255 windows-1255 x-cp1255"),
        ("windows-1256", CodePage(1256), "cp1256 windows-1256 x-cp1256"),
        ("windows-1257", CodePage(1257), "cp1257 windows-1257 x-cp1257"),
        ("windows-1258", CodePage(1258), "cp1258 windows-1258 x-cp1258"),
        ("x-mac-cyrillic", () => SingleByteEncoding.Mended(10017, (0xFF, '€')), "x-mac-cyrillic x-mac-ukrainian"),
        ("GBK", CodePage(54936), "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"),
        ("gb18030", CodePage(54936), "gb18030"),
        ("Big5", CodePage(950), "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        ("EUC-JP", CodePage(51932), "cseucpkdfmtjapanese euc-jp x-euc-jp"),
        ("ISO-2022-JP", CodePage(50221), "csiso2022jp iso-2022-jp"),
        ("Shift_JIS", CodePage(932), "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
        ("EUC-KR", CodePage(949), "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"),
        ("UTF-16BE", () => Encoding.BigEndianUnicode, "unicodefffe utf-16be"),
        ("UTF-16LE", () => Encoding.Unicode, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"),
        ("replacement", null, "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"),
        ("x-user-defined", () => SingleByteEncoding.Private, "x-user-defined"),
    ];

    private static readonly Dictionary<string, Lazy<Encoding?>> ByLabel = Index();

    /// <param name="label">As declared, in any case of letters.</param>
    /// <param name="encoding">Null for those that the standard has replaced by nothing, as text could be hidden in them.</param>
    /// <returns>Whether the label is known.</returns>
    public static bool TryFind(string label, out Encoding? encoding)
    {
        encoding = null;
        if (!ByLabel.TryGetValue(label.Trim(), out var found))
        {
            return false;
        }

        encoding = found.Value;
        return true;
    }

    private static Func<Encoding> CodePage(int number) => () => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    private static Dictionary<string, Lazy<Encoding?>> Index()
    {
        var index = new Dictionary<string, Lazy<Encoding?>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, make, labels) in Known)
        {
            var encoding = new Lazy<Encoding?>(() => make?.Invoke());
            foreach (var label in labels.Split(' '))
            {
                index.Add(label, encoding);
            }
        }

        return index;
    }
}
