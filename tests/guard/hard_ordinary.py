"""Ordinary texts that set a trap, written by hand for these tests: nobody who is looked after is in any of them."""

TEXTS = """
post|Mr Penhaligon does the complex shoulders, Miss Tarrant the hands, and nobody does the elbows.
post|Ms Adeyemi-Clarke from the LMC is happy to come and talk about premises.
reply|Catrin and Piers have both done it, ask them at the next half-day
reply|Huw said the same at the trainers' workshop and he was right
post|I shadowed Mrs Whitlow, the practice manager, for a day. She runs the place.
email|Hi all, Sue Ardsley will be covering for Bev on reception next week. Her extension is 214.
email|Dear colleagues\\n\\nI am pleased to say that Joanna Trelissick has accepted the post of deputy programme director. She starts on 1 May 2026.\\n\\nKind regards\\nHeather Mossop\\nAssociate dean
email|Kind regards\\n\\nZainab Oyebanji\\nGP trainee ST2\\n07700 900456
email|Out of office: I am on leave until 14 April. For anything urgent contact Lin Hartnoll, lin.hartnoll@example.org.
email|My new number is 07700 900777, same WhatsApp as before. Owen
reply|text me on 07700 900321 if you want a lift on Wednesday, I'm coming from the north side
post|Anyone lost a phone? It keeps ringing. It is behind reception, ring 01632 960 222 and ask for Pat.
post|The GP hub's number for professionals is 01632 960444. The patient line is different.
post|Our patient participation group meets at the Friends' Meeting House, 12 Chapel Street, on Thursday. She does the minutes, he does the tea.
post|Find us at Unit 4, Foundry Court, Mill Road, BD37 4QQ. Ring the bell twice. Sessions start at 2.
title|New premises: 14 Larch Road, from August
post|Directions for new trainees: the surgery is at 2 Quarry Lane, IP41 9ZZ, opposite the chip shop.
post|The deanery moved to Almond House, 3 Station Road, SO61 1AA. Letters to the old address still arrive, she says.
reply|it's CA39 1QG, use the back gate
post|Postcode lottery again: BD gets the falls service and GL does not.
post|Sir William Osler said to listen to the patient. Who says it better?
post|Balint wrote The Doctor, His Patient and the Illness in 1957, and it is still the best thing on it.
post|The NHS began on 5 July 1948. My trainer claims to remember it.
post|Harold Shipman changed death certification. How do you teach that to people born after it?
post|Watching the film about Henrietta Lacks with the trainees on Tuesday.
post|Julia Neuberger's book on ageing is worth a library card.
post|Has anybody read Gawande? Being Mortal, chapter 5.
post|Florence Nightingale's birthday is 12 May, so it is nurses' day. Cake at eleven.
post|Trainees born after 1 January 2000 cannot believe that we had one computer.
post|DOB is not enough to identify somebody on the phone. What third question do you ask?
post|How do you record date of birth when the passport says 1 January? Several of our refugees have that.
post|Template letter: Dear [name], your appointment is on [date]. Please ring [number].
post|Dear Mrs X, we are sorry that. How would you go on?
post|My dummy patient is called Ann Teak, the trainees groan every year.
post|Our test records are Donald Duck and Minnie Mouse. Information governance is not amused.
case|Simulated case. Mr Jones, 54, has chest pain on the stairs. The actor will not mention the cocaine.
case|Made-up case for Tuesday: Mrs Patel, 72, wants to stop her statin. Role play in threes.
case|Teaching scenario: an older man, a fall, a long lie. What would you look for first?
case|A woman in her forties with headaches and a normal scan. She wants another scan.
case|Man in his 70s, farmer, tremor at rest. Is it essential or Parkinson's?
case|Teenager, first seizure, a night of no sleep. Who tells the school?
post|Mr Motivator on the waiting-room screen, yes or no?
post|Mrs Doubtfire as a teaching film about empathy. Discuss.
post|Dr Google and Nurse Wikipedia saw him first, as usual.
post|What do we call him: Mr Speaker, or chair?
post|Cover needed for the Lister suite and the Jenner room on 14/04/2026.
post|Colles fracture, Smith fracture, Barton fracture. Which one goes which way?
post|Dix-Hallpike, then Epley. Video in the comments.
post|Wells score, Geneva score, PERC. Which first, in ten minutes?
post|Ramsay Hunt is not just Bell's with spots.
post|Osgood Schlatter in a dancer: rest or not?
post|Yasmin or Marvelon for acne?
post|The Bristol chart, the Edinburgh scale and the Nottingham tool. Geography of general practice.
post|Oxford Handbook, fifth edition, £30 or nearest offer.
post|London to Leeds by train and back for a two hour meeting. Never again.
post|Great Yarmouth, Little Walsingham, Much Wenlock: pick a placement by name.
post|St Etheldreda's and St Wendreda's both want a doctor for the school fair.
post|Port Skellan practice is looking for a partner. Sea views, no weekends.
title|Salaried post in Nether Wickering
post|The Isle of Lunnay has one doctor and she needs a week off in June. Anyone?
post|Old Mill Surgery, New Mill Surgery, Mill Lane Surgery. No wonder the post goes astray.
post|Invoice 4471234567 to the Confederation, PO box 12.
post|Batch number 9990714932 of the vaccine is recalled.
post|Order 999 071 4932 arrived broken again.
post|My library card is 4856620137, no idea why I know that by heart.
post|Smartcard UUID 555012345678, ends in 2027.
post|Appraisal ref 8801234567, submitted 31.03.2026.
post|Grid reference SU 123 456, car park full by nine.
post|Sort code 12-34-56, account 12345678, reference SUPPER.
post|Zoom 812 3456 7890 or phone 020 7946 0911 and dial 812 3456 7890.
post|CHI is not only a number, the tai chi class starts on Monday, 12.45.
post|Community Health Index or NHS number, which one on the cross-border form?
post|NI contributions: 8% to the threshold. NI as in insurance, not as in Belfast.
post|H&C is cold and hot water in the plans, not a number. Builders.
post|MRN lookup is down. Has anyone rung the helpdesk?
post|Unit number 7 on the estate is ours, the dentist is in 9.
post|Hosp no longer takes GP referrals by fax. At last.
post|Hospital number one in the league table is, again, not ours.
post|AB12 on the form means leave, and B12 1000 mcg means loading.
post|Room W1 2nd floor, desk E3 4th row.
filename|rota_2026-04-01_to_2026-04-30.xlsx
filename|Minutes trainers 14.01.26 final FINAL.docx
filename|Half day release programme Spring 2026.pdf
filename|IMG_20260214_101112.jpg
filename|9990714932_backup.zip
filename|CV Siân Trelissick.docx
filename|ARCP_form_R_2026.docx
filename|poster-draft-3.pptx
slide-notes|Thank Zainab for the photos. Pause for questions. Dr Hartnoll takes over at slide 12.
slide-notes|Story about my own grandmother here, keep it short.
slide-notes|Data: 412 people, mean age 61.4, 54% women.
email|From: Lin Hartnoll\\nTo: trainers\\nSubject: Supper\\n\\nThe Wool Hall, 6 November, 7 pm. Partners welcome. My mobile for lost people: 07700 900654.
email|Booking confirmed for Miss Imogen Tarrant, consultant gynaecologist, 21 May, projector needed.
email|Reception, please tell Mr Osei-Whitcombe's secretary that the slides are with Bev.
reply|thanks Marguerite, that helped
reply|as Ravi says, ask what they fear most
reply|@Owen yes, and bring the flipchart
reply|My gran was born in 1931 and still cycles. Exercise works.
reply|He was my trainer, she was yours, and they are both right
reply|born and bred here, and I still get lost
post|Mr Osei-Whitcombe has retired and the new prostate clinic is run by nurses
post|We said goodbye to Sheila on reception after 31 years. She cried, we cried.
post|Our practice manager Hakan is doing a session on rotas on 3 June
email|Dear trainers\\n\\nPlease find the dates. Room 2, Almond House, Mill Road, SO61 2BB.\\n\\nBest wishes\\nTilda Marsh\\nAdministrator\\n01632 960 101
email|Thanks all. Minutes attached. Present: Owen, Priya, Sheila M, Hakan. Apologies: Kofi.
reply|Kofi can't make it, he is on nights
reply|I had Dr Penrose-Bligh as my trainer, he is the reason I stayed
post|Has anyone done the diploma with Professor Wetherill? She is terrifying, apparently.
post|Miss Marsh (ENT) is happy to look at photos if you email the secretaries
post|What would Miss Marple do about polypharmacy?
post|Jane Austen would have been a good GP: she notices.
post|Ring 01632 960 550 for the interpreter line, code 4471
post|My own mother is 84 and I am learning more from her than from the course
title|Talk by Tomos Gwyther on climate and inhalers
title|Wanted: a desk, near BD37
filename|Errol_slides_sepsis.pptx
filename|2026-05-14 trainers meeting agenda.docx
slide-notes|Introduce Priya, she did the audit. Then the Larch Road data (practice, not people).
case|A widow in her eighties stops eating after her dog dies. What do you treat?
case|Man, fifties, hoarse for 5 weeks, smoker. What do you say while you type the referral?
post|Since 1 April 2019 all trainees have had indemnity through the state scheme
post|The first heart transplant was on 3 December 1967, and our oldest partner remembers the radio news
post|BNF 89 is 1,792 pages. I weighed it.
post|Reference request 7012345678 from the deanery: does anyone know what it is?
post|The new phone system is 999 times worse than the old one
post|ECG course 24-26 March, Brindle Hall, Quarry Lane. Bring callipers.
reply|Piers is right, it was in the guideline of 12/12/2012
reply|my GMC is 7654321 and yes I know
post|I am Rosheen, new ST1, from Cork, with a small dog. Hello!
post|Could Ron or Maureen open up on Tuesday? I have lost my key.
email|Hello, this is Bev from the training hub. Your certificate is ready. Call 020 7946 0222.
post|We borrowed the model pelvis from Mrs Abernethy at the college, she wants it back clean
post|Parkrun with the practice team, Pinfold Park, Saturday 9 am
post|Ottershaw surgery and Wraxall surgery have merged. One boiler now.
post|Lister, Snow, Semmelweis: which one washed his hands first?
reply|agree with Sunita and with Max
post|Meds management lead Harriet Blackshaw visits on 4 June, have your antibiotic figures ready
post|Our MP, Derek Lomax, is coming to see the damp in room 4
post|Baby Friendly accreditation, has anyone got the folder?
post|A colleague's wife has had twins. Collection for Kian and Aoife's presents in the drawer.
post|Mr Vaughan-Ellis is giving up the hernia list at Easter, so expect longer waits
reply|Ms Kaur in vascular answers within the hour, bless her
email|Thank you for referring to the foot clinic. Miss Delaney's next free list is in June.
post|Has anyone had advice and guidance from Mr Tregarrow? It reads like a telegram.
title|Hand clinic with Mr Sandiford, 4 June
post|Mr Abara (ENT) says stop sending us tonsils
reply|I'd ask Mr Quill, he takes the odd ones
post|Mrs Hargreave who ran the canteen has died. She fed three generations of trainees.
post|Our cleaner Mrs Lindley is retiring, collection at the desk
post|Ms Oduya the school nurse is coming to the huddle on Tuesday
email|Mr J Fairweather, estates, will test the alarms on 4 May at 08:00.
post|The union rep is Mrs Bell, she is good on pay
post|Mr Chairman, on a point of order: who ate the biscuits?
post|Miss Read's village stories are my comfort reading after a duty day
post|Who remembers Mr Benn and his costumes? That's locuming.
reply|Venue is the rugby club, Mill Lane, GL61 4RR, bar till late
post|Trainees' five-a-side, Pinfold Leisure Centre, IP41 2AD, 6 pm, all abilities
post|Sat nav for the retreat: TS36 8ZZ, then follow the sheep
reply|use NE76 1AB for the bus timetable
title|Study day, Foundry Hotel, DL27 9QA, 11 June
post|Address for cards: The Surgery, 2 High Street, BA29 1AA. She's back in the autumn.
post|Parcel for the practice went to 22 High Street again. We are 2 High Street!
email|The trust's education office is now at Larch House, Park Lane, CA39 3LL (first floor, turn left).
post|Our branch is at 5 Market Square, above the bakery, and the bread is the best thing about Thursdays
post|Conference dinner 7.30, The Old Forge, 7 Sheep Street. He who books last pays the deposit.
post|Locum wanted for the practice on Tannery Yard, lovely patients, terrible parking
post|The out-of-hours base has moved to 61 Slipway Lane, next to the fire station
reply|the number for booking cover is 07700 900 345, text only, ask for the rota team
post|New bleep-free number for the med reg: 01632 960 818
post|Duty worker for adult social care 01632 960 333 till five, then 01632 960 334
post|My landline's dead, so for the tutorial ring 07700 900 109
email|Any problems on the day ring Lin on 07700 900 220 or me on 07700 900 221
email|With best wishes,\\nPiers\\n\\nDr Piers Oyelaran\\n020 7946 0444\\npiers.oyelaran@example.org
post|Practitioner health self-referral 020 7946 0990, confidential
reply|mine is sunita.w@example.net, send me the protocol?
post|Slides from anna.tregarrow@example.org if you missed it
post|Anyone who wants the spreadsheet: email owen.hartnoll@example.net with the subject line BISCUITS
post|Happy birthday to the NHS, born 5 July 1948 and looking it
post|The practice opened on 3 May 1971 with one doctor, who was also the dispenser and the plumber
post|Form asks for date of registration: mine is 1 August 2007, is that GMC or GP register?
post|CCT date 06/08/1999, still getting asked for my student number
post|I qualified on 12 July 1985, the day the computer arrived, and one of us has aged better
post|Exam question: a boy born at 29 weeks on 1 January, correct his age on 1 June
case|Actor brief: Mrs Wells, 66, born 12/3/1960, husband died, do not mention the alcohol
case|For the mock: Mr Singh, 45, taxi driver, wants a letter. You are the doctor.
slide-notes|Imaginary patient "Joan", 80, shows up on every slide with a new tablet
post|In our role play Mrs Brown always has a husband in the waiting room
post|Template: NHS number: ___ ___ ____ DOB: __/__/____ name: ________
post|Paper 4 of 1998: Hart JT. The inverse care law. Lancet 1971; i: 405-12
post|Tudor Hart said the availability of good care varies inversely with need. Said it in 1971.
post|Trisha Greenhalgh's book on how to read a paper, sixth edition, on the shelf by the kettle
post|Congratulations Anoushka, Bo and Catrin: three passes, one cake
post|Bo and I can host in June if Piers does the food
post|Welcome back to Sofia, who has had a baby and two exams
post|Who'll swap Friday 5 June with Catrin? She has a wedding.
post|Had a lovely card from my first trainer, Dr Winifred Mossop, she is 91 and still reads the journal
post|Emeka's tip was the best of the day: draw it
post|Job share at Nether Wickering, apply to Heather Mossop, practice manager
post|PPG chair Beryl Stannard is coming to talk about appointments, be kind
post|Our councillor Derek Nuttall opened the new wing, cut the ribbon, asked about parking
post|Tutorial topic ideas please, we've done falls, frailty and fit notes
post|Mr Greatorex taught us anatomy in 1994, with a broomstick
post|Is there a form for reporting a broken fridge? It was 11.2 degrees at 7.
reply|Agree, and add a rheumatoid factor
reply|Ask Morag, she made the rota
email|Hi Colin, can you do the talk on 9 June? Kind regards, Edna
email|The training hub's new address is 4 Almond Grove, CA39 2FF. Post before May will be forwarded.
post|Child with a limp, three things not to miss, go
case|A retired teacher, 70s, cannot sleep since her husband died. How long is too long?
case|Young man with palpitations after energy drinks. ECG normal. Would you still refer?
title|Journal club: inhalers and carbon
title|Abdi and Rhian's session: consulting with an interpreter
filename|2026-03-11_balint_dates.ics
filename|consent_form_blank_v4.docx
slide-notes|Ask the room: what would you do if she came back in a week?
post|NICE NG136, page 14, table 2. I have it on my wall.
post|Payroll ref 8812340091 on the slip, who do I ring?
post|Meeting ID 874 220 1193 0, passcode 114477
post|Whoever borrowed my copy of Neighbour's The Inner Consultation, I miss it
post|Great talk by Nasreen Oakley on menopause, slides in the folder
post|My supervisor Dr Poole signed it at last
post|My number for Wednesday lifts: 07700 900 118
post|The practice on Mill Lane needs a locum for 14 days in July
post|Cardiology hot clinic: 01632 960 700, GPs only
post|BMJ 2019;365:l4029 and BJGP 2021; 71 (702): e1-e9
post|Mrs Thatcher closed our cottage hospital, said my first trainer, every day
post|Miss Calloway's fracture clinic now has a triage email
post|Surgery at 2 The Crescent, EX47 1AB, has a new ramp
post|30 March 1981 is in the quiz: who was shot?
post|Ramadan starts about 18 February 2026, how do you advise on insulin?
""".strip()


def texts() -> list[tuple[str, str]]:
    """(where, text) of each."""
    rows = (line.partition("|") for line in TEXTS.splitlines())
    return [(where, text.replace("\\n", "\n")) for where, _, text in rows]
