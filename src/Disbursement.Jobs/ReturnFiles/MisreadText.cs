using System.Text;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Texts of a workbook that was made of a UTF-8 file taken for Western text (Windows-1252): each Chinese character stands there as three
/// others. What they were is told by their bytes, without loss; for the five bytes that Windows-1252 does not know, LibreOffice writes
/// U+F181, U+F18D, U+F18F, U+F190 and U+F19D.
/// </summary>
internal static class MisreadText
{
    private static readonly Encoding Western =
        CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the text was; the text itself where it was not misread so.</summary>
    public static string Mended(string text)
    {
        if (text.All(char.IsAscii))
            return text;

        try
        {
            byte[] bytes = new byte[text.Length];
            for (int i = 0; i < text.Length; i++)
                bytes[i] = text[i] is <= '\u00FF' or >= '\uF180' and <= '\uF19F'
                    ? (byte)(text[i] & 0xFF)
                    : Western.GetBytes(text.Substring(i, 1))[0];
            return Utf8.GetString(bytes);
        }
        catch (Exception exception) when (exception is EncoderFallbackException or DecoderFallbackException)
        {
            return text;
        }
    }
}
