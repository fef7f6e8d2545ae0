import type { HelpWords } from './zh.ts';

export const helpEn: HelpWords = {
  lead: 'Reset the PIN of your UKey online, without leaving the office.',
  sections: [
    {
      title: '1. What to use',
      paragraphs: [
        'We recommend Microsoft Edge, Chrome, or the fast mode of the 360 browser, on Windows 10 or later: the bridge does not run on Windows 7 or 8, please use another computer.',
        'Internet Explorer and the compatibility mode of the 360 browser do not work. In the 360 browser, click the “e” or lightning icon at the right of the address bar and choose the fast mode.',
      ],
      list: [],
    },
    {
      title: '2. What you need',
      paragraphs: [],
      list: [
        'Letter of authorization with the company seal (a prefilled one can be downloaded while you fill in the form)',
        'Copy of the business licence with the company seal',
        "Colour scan of the representative's ID card",
      ],
    },
    {
      title: '3. Install the bridge',
      paragraphs: ['The bridge is a local program between the browser and the UKey (formerly called the control).'],
      list: [
        'Close all browsers and leave the UKey unplugged.',
        'Run the installer and follow its steps.',
        'Open the browser again, plug in the UKey, go to CA PIN reset and click Read.',
      ],
    },
    {
      title: '4. Register and log in',
      paragraphs: [
        'The first time, click Register and fill in mobile number, SMS code, password, organisation and contact name. Afterwards log in with mobile number and password.',
      ],
      list: [],
    },
    {
      title: '5. Apply for a PIN reset',
      paragraphs: ['Click CA PIN reset on the left. There are three steps:'],
      list: [
        "Read the UKey: plug it in, click Read, and allow the reading in the bridge's window. The page shows the certificate and whether it can be reset online; if so, click Next.",
        "Fill in the form: customer name and the representative's data, three materials, then OK. Everything is saved as you type.",
        'Check the order: click Submit when all is right; Cancel leads back to the form.',
      ],
    },
    {
      title: '6. Payment and review',
      paragraphs: [
        'Orders with a fee are under Unpaid orders in My orders: click Pay. Orders that you no longer want can be selected and cancelled, one or many.',
        'After payment (or at once when there is no fee) the order is In review. You get the result by SMS.',
        'If the order is Not approved, click Send materials again, upload the refused ones, then click Submit application.',
      ],
      list: [],
    },
    {
      title: '7. Reset the PIN',
      paragraphs: ['When the order is approved, its status is Ready to reset:'],
      list: [
        'Plug in the UKey, click Reset PIN, and compare UKey and customer name carefully.',
        "Get the SMS code, type it, and click Reset; the bridge's window opens.",
        'Compare once more in the bridge, type the new PIN twice and confirm. The new PIN is never typed on this site.',
        'The page says Done: the PIN is reset.',
      ],
    },
    {
      title: '8. My account',
      paragraphs: [
        'Delivery addresses can be added, edited and deleted; the profile can be edited; the account password can be changed with the old one, also from Change password in the menu at the top right.',
      ],
      list: [],
    },
    {
      title: '9. You know the PIN and only want another',
      paragraphs: [
        "No application and no fee: plug in the UKey, click the button below, and type the present PIN and twice the new one in the bridge's window. It shows how many tries are left and warns you at two. If the bridge is not running, start it first.",
      ],
      list: [],
      offersChange: true,
    },
  ],
  faqTitle: 'Questions',
};
