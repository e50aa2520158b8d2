using System.Text;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The encodings of csv and bank files. What they cannot carry is an error, never a question mark.</summary>
internal static class BureauEncoding
{
    public const string Gb18030 = "gb18030";

    /// <summary>UTF-8 with byte order mark, or GB18030.</summary>
    public static Encoding Of(string name) => name == Gb18030
        ? CodePagesEncodingProvider.Instance.GetEncoding(Gb18030, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
        : new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
}
